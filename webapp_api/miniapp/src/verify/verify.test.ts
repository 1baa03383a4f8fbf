import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalJson, hexBytes, hexText, taggedHash } from "./bytes";
import { Sampler } from "./draw";
import { parseEntries, parseProof, type Row, UnusableInput } from "./parse";
import { STEPS, type Verdict, verifyProof } from "./verify";

const PLAYED = readFileSync("src/verify/fixtures/proof.json", "utf8");

const judged = async (text: string, listed: Row[] | null = null): Promise<Verdict> =>
  verifyProof(parseProof(text), listed);
const changed = (change: (proof: any) => void): string => {
  const proof = JSON.parse(PLAYED);
  change(proof);
  return JSON.stringify(proof);
};

describe("the specification's own numbers", () => {
  it("hash", async () => {
    expect(hexText(await taggedHash("x", "y"))).toBe(
      "134dc4d08f99ce0e5d2cfccbe1dae2c1e52caea62add95f8bf142cfe6e39e5e4",
    );
  });

  it("draw", () => {
    const sampler = new Sampler(hexBytes("00".repeat(32)), 100);
    const positions: number[] = [];
    for (const position of sampler.positions(10)) {
      positions.push(position);
      if (positions.length === 3) break;
    }
    expect(positions).toEqual([2, 4, 3]);
    expect(sampler.trace.map(([word]) => BigInt(word).toString(16))).toEqual([
      "9402a9c04f78cd84",
      "18e8c7993cb32b9a",
      "ff74d134dab269f9",
    ]);
  });

  it("are written in one way", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });
});

describe("a proof that fairlot play made", () => {
  it("is valid, and every step is told of in order", async () => {
    const steps: number[] = [];
    const verdict = await verifyProof(parseProof(PLAYED), null, (step, share) => share === 1 && steps.push(step));
    expect(verdict).toEqual({ isValid: true, step: STEPS, field: null, reason: null });
    expect([...new Set(steps)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each<[string, number, (proof: any) => void]>([
    ["close.extra", 1, (proof) => (proof.close.extra = 1)],
    ["nonce", 1, (proof) => (proof.nonce = 1)],
    ["close_hash", 2, (proof) => (proof.close.gross_minor += 1)],
    ["reveal.server_seed", 3, (proof) => (proof.reveal.server_seed = "00".repeat(32))],
    ["reveal.beacon.randomness", 4, (proof) => (proof.reveal.beacon.randomness = "00".repeat(32))],
    ["close.entry_root", 5, (proof) => (proof.entries[0][2] = "00".repeat(32))],
    ["client_seed", 6, (proof) => (proof.client_seed = "00".repeat(32))],
    ["results[0].number", 7, (proof) => (proof.results[0].number += 1)],
    ["trace[0][0]", 8, (proof) => (proof.trace[0][0] = "1")],
  ])("that was tampered with is refused: %s", async (field, step, change) => {
    expect(await judged(changed(change))).toMatchObject({ isValid: false, field, step });
  });

  it("may have its entries beside it, but somewhere they must be", async () => {
    const apart = changed((proof) => delete proof.entries);
    const { entries } = JSON.parse(PLAYED) as { entries: Row[] };
    const csv = entries.map((row) => `${row.join(",")}\n`).join("");
    expect(await judged(apart)).toMatchObject({ isValid: false, field: "entries" });
    expect(await judged(apart, parseEntries(csv))).toMatchObject({ isValid: true });
    expect(await judged(apart, parseEntries(`first,last,tag\n${csv}`))).toMatchObject({ isValid: true });
    expect(await judged(apart, parseEntries(csv).slice(1))).toMatchObject({
      isValid: false,
      field: "close.entry_count",
    });
  });
});

describe("files that cannot be read", () => {
  it.each([
    "",
    "{",
    "[1,]",
    '{"a":1,}',
    "{} {}",
    "01",
    "1.",
    "+1",
    "tru",
    '"\n"',
    '{"a":1,"a":2}',
    "NaN",
    "'x'",
    "\ufeff{}",
    "[".repeat(300),
  ])("%s", (text) => {
    expect(() => parseProof(text)).toThrow(UnusableInput);
  });

  it.each(["x", "1,2", "1,2,a,b", "01,2,a", "1, 2,a", "1,2.0,a", "1,2,a\r\n3,x,b"])("entries %s", (text) =>
    expect(() => parseEntries(text)).toThrow(UnusableInput),
  );

  it("everything else is read as it stands", () => {
    for (const text of ['{"a":[1,-2,{"b":null}],"c":"\\u00e9\\n","d":true}', " [ ] ", '"x"', "-0", "[[],{}]"]) {
      expect(JSON.stringify(parseProof(text))).toBe(JSON.stringify(JSON.parse(text)));
    }
  });
});
