// Rounds of a custodian's hash chain, hashchain1 (section 3): each value is the hash of the next.

import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, frame, joined, textBytes } from "./bytes";

export const MAX_ROUNDS = 200_000;
const TELL_EVERY = 2_000;
const PREFIX = frame(textBytes("ldp1/hc"));

/** The start of the chain that has this value as its round; `tell` hears how much is done, from 0 to 1. */
export function startOf(value: Bytes, round: number, tell: (share: number) => void): Bytes {
  let walked = value;
  for (let step = 0; step < round; step += 1) {
    if (step % TELL_EVERY === 0) tell(step / round);
    // WebCrypto would be waited for once per hash
    walked = sha256(joined(PREFIX, walked));
  }
  return walked;
}
