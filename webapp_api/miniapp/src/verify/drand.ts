// Rounds of drand quicknet (section 3): BLS12-381 with signatures on G1, judged by the one pinned key, without a network.
// A module of its own, loaded where a proof needs it: the curve is more code than all the rest of the verifier.

import { bls12_381 } from "@noble/curves/bls12-381.js";
import { type Bytes, hexBytes, sha256, u64be } from "./bytes";
import { QUICKNET } from "./records";

const DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
const bls = bls12_381.shortSignatures;

export const randomnessOf = sha256;

/** Whether the signature is quicknet's for a round; also false for bytes that are no point, or one outside of the group. */
export async function isSigned(round: number, signature: Bytes): Promise<boolean> {
  const point = pointOf(signature);
  if (!point) return false;
  const message = bls.hash(await sha256(u64be(round)), DST);
  return bls.verify(point, message, bls12_381.G2.Point.fromBytes(hexBytes(QUICKNET.public_key)));
}

/** The point of a compressed encoding; the library checks that it lies on the curve and in the group of prime order. */
function pointOf(signature: Bytes): ReturnType<typeof bls.Signature.fromBytes> | null {
  try {
    return bls.Signature.fromBytes(signature);
  } catch {
    // which rule of the encoding is broken makes no difference here
    return null;
  }
}
