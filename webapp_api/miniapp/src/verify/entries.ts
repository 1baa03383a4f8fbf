// The entries of a draw: ranges of ticket numbers, their Merkle tree, and the way from a position to a number (section 1).

import { type Bytes, frame, hexText, joined, sha256, textBytes } from "./bytes";
import { hexOf, integer, InvalidField, rowOf } from "./fields";
import type { Row } from "./parse";

/** So many hashes are asked for at once: one by one, each would wait for the one before. */
const BATCH = 512;
const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

const checkRow = rowOf(integer(), integer(), hexOf(32));

/** Shape, order and disjointness of the entries. */
export function checkRows(rows: unknown[]): asserts rows is Row[] {
  let previous = -1;
  rows.forEach((row, index) => {
    const path = `entries[${index}]`;
    checkRow(row, path);
    const [first, last] = row as Row;
    if (first <= previous) throw new InvalidField(`${path}[0]`, "must lie above the entry before it");
    if (last < first) throw new InvalidField(`${path}[1]`, "must not be below the range's first number");
    previous = last;
  });
}

/** How many tickets the entries hold together. */
export const ticketCount = (rows: Row[]): number =>
  Number(rows.reduce((sum, [first, last]) => sum + BigInt(last) - BigInt(first) + 1n, 0n));

async function hashed(count: number, input: (index: number) => Bytes, tell: (done: number) => void): Promise<Bytes[]> {
  const hashes: Bytes[] = [];
  for (let start = 0; start < count; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) => sha256(input(start + offset)));
    hashes.push(...(await Promise.all(batch)));
    tell(hashes.length);
  }
  return hashes;
}

/** The root over the entries, as RFC 6962 makes it; `tell` hears how much is done, from 0 to 1. */
export async function entryRoot(drawId: string, rows: Row[], tell: (share: number) => void): Promise<string> {
  if (!rows.length) return hexText(await sha256(new Uint8Array()));
  const prefix = joined(LEAF, frame(textBytes("ldp1/entry")), frame(textBytes(drawId)));
  // a tree has about as many nodes as leaves
  let level = await hashed(
    rows.length,
    (index) => joined(prefix, frame(textBytes(rows[index]!.join(",")))),
    (done) => tell(done / rows.length / 2),
  );
  while (level.length > 1) {
    const below = level;
    // pairs become nodes; a last one without a partner moves up
    level = await hashed(
      Math.floor(below.length / 2),
      (index) => joined(NODE, below[2 * index]!, below[2 * index + 1]!),
      () => undefined,
    );
    if (below.length % 2) level.push(below.at(-1)!);
    tell(1 - level.length / rows.length / 2);
  }
  return hexText(level[0]!);
}

/** Maps a position in [0, n) to a ticket number and its holder, by prefix sums over checked entries. */
export class NumberIndex {
  private readonly ends: number[] = [];

  constructor(private readonly rows: Row[]) {
    let end = 0;
    for (const [first, last] of rows) this.ends.push((end += last - first + 1));
  }

  at(position: number): { number: number; tag: string } {
    let [low, high] = [0, this.ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ends[middle]! > position) high = middle;
      else low = middle + 1;
    }
    const [, last, tag] = this.rows[low]!;
    return { number: last + 1 - (this.ends[low]! - position), tag };
  }
}
