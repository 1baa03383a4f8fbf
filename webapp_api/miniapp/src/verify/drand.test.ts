import { bls12_381 } from "@noble/curves/bls12-381.js";
import { describe, expect, it } from "vitest";
import { hexBytes, hexText, sha256, u64be } from "./bytes";
import { isSigned, randomnessOf } from "./drand";

// round 1000 as quicknet has really signed it
const SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
const RANDOMNESS = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd";
// made by py_ecc with the secret 42: a signature of round 1000 that holds, by a key that is not quicknet's
const FOREIGN_KEY =
  "ac7fa63dfc38bbf3712e27a180391bca4ccabf609c5967a0592eff420b6235f3f2b323051cb099acc3969aca310f7ff4191b2d6db43fafc2c9592f7e5f73981107975d3d92b843891e724dbc9f05b5eee5a3b2b1fc782ede8149f30830b84444";
const FOREIGN_SIGNATURE =
  "84d218099c3a1f8d30d8e8c43eaffdb317743aaad00b5fb271845c2c6c8a8baffc671dccc6f16edd1790a8c7b84a55c9";
// the signature plus a point that the pairing does not see: only the check of the group tells them apart
const OUTSIDE = "94385d48ab9d338824a523ff7d310fbeeac0184598d56b49f27857bcd3ef91f6ead1c7ef99c9beee47784ebba5c635de";
const FIELD = "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";

const judged = (signature: string, round = 1000) => isSigned(round, hexBytes(signature));
/** The signature with the three bits of its encoding changed: 80 compressed, 40 infinity, 20 the larger root. */
const flagged = (flip: number, signature = SIGNATURE) =>
  (Number.parseInt(signature.slice(0, 2), 16) ^ flip).toString(16).padStart(2, "0") + signature.slice(2);

describe("rounds of drand quicknet", () => {
  it("hold, and give the value that drand published", async () => {
    expect(await judged(SIGNATURE)).toBe(true);
    expect(hexText(await randomnessOf(hexBytes(SIGNATURE)))).toBe(RANDOMNESS);
  });

  it.each([1, 999, 1001, Number.MAX_SAFE_INTEGER])("are signed each for itself: not %s", async (round) => {
    expect(await judged(SIGNATURE, round)).toBe(false);
  });

  it("are signed by the pinned key alone", async () => {
    const bls = bls12_381.shortSignatures;
    const message = bls.hash(await sha256(u64be(1000)), "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_");
    const key = bls12_381.G2.Point.fromBytes(hexBytes(FOREIGN_KEY));
    expect(bls.verify(bls.Signature.fromBytes(hexBytes(FOREIGN_SIGNATURE)), message, key)).toBe(true);
    expect(await judged(FOREIGN_SIGNATURE)).toBe(false);
  });

  it("are one point: any other is none", async () => {
    const other = bls12_381.shortSignatures.Signature.fromBytes(hexBytes(SIGNATURE));
    for (const point of [other.negate(), other.double(), other.add(bls12_381.G1.Point.BASE)])
      expect(await judged(bls12_381.shortSignatures.Signature.toHex(point))).toBe(false);
  });

  it.each([
    ["changed in its last digit", `${SIGNATURE.slice(0, -1)}8`],
    ["with the other root", flagged(0x20)],
    ["without the mark of a compressed point", flagged(0x80)],
    ["with the mark of infinity", flagged(0x40)],
    ["of all marks", flagged(0x60)],
    ["of zeros", "00".repeat(48)],
    ["of ones", "ff".repeat(48)],
    ["that is infinity", `c0${"00".repeat(47)}`],
    ["that is infinity with a root", `e0${"00".repeat(47)}`],
    ["that is infinity with a digit more", `c0${"00".repeat(46)}01`],
    ["of the field's own size", flagged(0x80, FIELD)],
    ["off the curve", `80${"00".repeat(46)}01`],
    ["too short", SIGNATURE.slice(0, -2)],
    ["too long", `${SIGNATURE}00`],
    ["not compressed", bls12_381.G1.Point.fromHex(SIGNATURE).toHex(false)],
    ["of nothing", ""],
  ])("a signature %s is none", async (_, signature) => {
    expect(await judged(signature)).toBe(false);
  });

  it("points of the curve outside of the group are none, though the pairing holds for the second", async () => {
    expect(bls12_381.G1.Point.fromAffine({ x: 4n, y: bls12_381.fields.Fp.sqrt(68n) }).isTorsionFree()).toBe(false);
    expect(await judged(`80${"00".repeat(46)}04`)).toBe(false);
    expect(await judged(OUTSIDE)).toBe(false);
  });
});
