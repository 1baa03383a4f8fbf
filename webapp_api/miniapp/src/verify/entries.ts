// The entries of a draw: ranges of ticket numbers, their Merkle tree, and the way from a position to a number (section 1).

import { sha256 } from "@noble/hashes/sha2.js";
import { frame, hexText, joined, textBytes } from "./bytes";
import { hexOf, integer, InvalidField, rowOf } from "./fields";
import type { Row } from "./parse";

const HASH_BYTES = 32;
const TELL_EVERY = 5_000;
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

/** The root over the entries, as RFC 6962 makes it; `tell` hears how much is done, from 0 to 1. Two hashes an entry, made
 * here: WebCrypto asks for a promise and a thread for each, which costs several times as much as the hash. */
export function entryRoot(drawId: string, rows: Row[], tell: (share: number) => void): string {
  if (!rows.length) return hexText(sha256(new Uint8Array()));
  const prefix = joined(LEAF, frame(textBytes("ldp1/entry")), frame(textBytes(drawId)));
  // a level's hashes one behind the other: as arrays of their own they would take ten times the memory
  const level = new Uint8Array(rows.length * HASH_BYTES);
  rows.forEach((row, index) => {
    level.set(sha256(joined(prefix, frame(textBytes(row.join(","))))), index * HASH_BYTES);
    // a tree has about as many nodes as leaves
    if (index % TELL_EVERY === 0) tell(index / rows.length / 2);
  });
  const node = joined(NODE, new Uint8Array(2 * HASH_BYTES));
  for (let count = rows.length; count > 1; count = Math.ceil(count / 2)) {
    const pairs = Math.floor(count / 2);
    for (let pair = 0; pair < pairs; pair += 1) {
      const start = 2 * pair * HASH_BYTES;
      node.set(level.subarray(start, start + 2 * HASH_BYTES), NODE.length);
      level.set(sha256(node), pair * HASH_BYTES);
      if (pair % TELL_EVERY === 0) tell(1 - (count - pair) / rows.length / 2);
    }
    // a last one without a partner moves up
    if (count % 2) level.copyWithin(pairs * HASH_BYTES, 2 * pairs * HASH_BYTES, count * HASH_BYTES);
  }
  return hexText(level.subarray(0, HASH_BYTES));
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
