// The draw itself: words from the seed, positions without bias, prizes in their order (sections 4 and 5).

import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as hasher } from "@noble/hashes/sha2.js";
import { type Bytes, hexText, joined, sha256, taggedHash, textBytes, u64be } from "./bytes";
import type { NumberIndex } from "./entries";
import { BASIS_POINTS, type Close } from "./records";

const SPAN = 2n ** 64n;
const WORDS_PER_BLOCK = 4;

export type TraceRow = [word: string, bound: string, verdict: "accept" | "reject"];

export interface Result {
  order: number;
  index: number;
  number: number;
  holder_tag: string;
  role: "winner" | "alternate";
  position?: number;
  seq?: number;
  value_minor?: number;
}

/** More words are needed than there may be. */
export class WordLimitReached extends Error {}

export const clientSeed = (closeHash: Bytes, beaconValue: Bytes): Promise<Bytes> =>
  taggedHash("ldp1/client", closeHash, beaconValue, "");

export const combinedSeed = (serverSeed: Bytes, client: Bytes): Promise<Bytes> =>
  sha256(textBytes(`${hexText(serverSeed)}${hexText(client)}0`));

/** Reads the word stream of a combined seed and keeps the trace of every word; `maxWords` bounds the work. */
export class Sampler {
  readonly trace: TraceRow[] = [];
  private readonly keyed: ReturnType<typeof hmac.create>;
  private block = new DataView(new ArrayBuffer(0));

  // a draw may read a million words: WebCrypto would be waited for at every fourth
  constructor(
    seed: Bytes,
    private readonly maxWords: number,
  ) {
    this.keyed = hmac.create(hasher, seed);
  }

  /** A number in [0, bound), each as likely as the other. */
  below(bound: number): number {
    const wide = BigInt(bound);
    const limit = SPAN - (SPAN % wide);
    for (;;) {
      const word = this.word();
      const isAccepted = word < limit;
      this.trace.push([`${word}`, `${bound}`, isAccepted ? "accept" : "reject"]);
      if (isAccepted) return Number(word % wide);
    }
  }

  /** The positions of [0, n) in drawn order, by a sparse Fisher-Yates; a word is read only when one is asked for. */
  *positions(n: number): Generator<number, void> {
    const moved = new Map<number, number>();
    for (let i = 0; i < n; i += 1) {
      const j = i + this.below(n - i);
      const position = moved.get(j) ?? j;
      const displaced = moved.get(i) ?? i;
      // slot i is never looked at again
      moved.delete(i);
      if (j !== i) moved.set(j, displaced);
      yield position;
    }
  }

  private word(): bigint {
    const read = this.trace.length;
    if (read >= this.maxWords) throw new WordLimitReached();
    const word = read % WORDS_PER_BLOCK;
    if (word === 0) {
      const message = joined(textBytes("ldp1/stream"), u64be(read / WORDS_PER_BLOCK));
      const block = this.keyed.clone().update(message).digest();
      this.block = new DataView(block.buffer, block.byteOffset);
    }
    return this.block.getBigUint64(word * 8);
  }
}

type Slot = Pick<Result, "role" | "position" | "seq" | "value_minor">;

/** The places to be drawn: prizes by position, each with its winners, then the alternates. One after the other: a record
 * may promise more of them than memory holds. */
function* slots(close: Close): Generator<Slot, void> {
  for (const prize of [...close.prizes].sort((one, other) => one.position - other.position)) {
    const count = BigInt(prize.winner_count);
    const pool = (BigInt(close.gross_minor) * BigInt(prize.percentage_bp ?? 0)) / BigInt(BASIS_POINTS);
    const [share, over] = prize.type === "fixed" ? [BigInt(prize.value_minor ?? 0), 0n] : [pool / count, pool % count];
    for (let seq = 1; seq <= prize.winner_count; seq += 1)
      yield {
        role: "winner",
        position: prize.position,
        seq,
        value_minor: Number(share + (BigInt(seq) <= over ? 1n : 0n)),
      };
  }
  for (let seq = 0; seq < close.alternates; seq += 1) yield { role: "alternate" };
}

/** Everything that is drawn by a checked close record over checked entries. */
export function award(close: Close, numbers: NumberIndex, sampler: Sampler): Result[] {
  const results: Result[] = [];
  const positions = sampler.positions(close.n);
  const holders = new Set<string>();
  for (const slot of slots(close)) {
    let drawn: { index: number; number: number; tag: string } | null = null;
    while (!drawn) {
      const next = positions.next();
      if (next.done) return results;
      const { number, tag } = numbers.at(next.value);
      // a holder who has won already is passed over; the word stays read
      if (!(close.distinct === "holder" && holders.has(tag))) drawn = { index: next.value, number, tag };
    }
    holders.add(drawn.tag);
    results.push({
      order: results.length + 1,
      index: drawn.index,
      number: drawn.number,
      holder_tag: drawn.tag,
      ...slot,
    });
  }
  return results;
}
