import { expect, it } from "vitest";
import { decodeId, encodeId, parseLink, pathOf, proofLink, sendOnUrl } from "./links";

const ID = "019a6e6a-7a4f-7bbb-8c3d-0123456789ab";
const SHORT = encodeId(ID); // as core/kernel/links.py writes it

it("writes ids as the bot does", () => {
  expect(SHORT).toBe("AZpuanpPe7uMPQEjRWeJqw");
  expect(decodeId(SHORT)).toBe(ID);
});

it.each(["", "x".repeat(22), "AZpuanpPe7uMPQEjRWeJq", `${SHORT}A`, "AZpuanpPe7uMPQEjRWeJq!", "AZpuanpPe7uMPQEjRWeJqx"])(
  "no id: %s",
  (text) => {
    const id = decodeId(text);
    expect(id === null || encodeId(id) === text).toBe(true);
  },
);

it("reads the grammar of links and nothing else", () => {
  expect(parseLink(`lot_${SHORT}`)).toEqual({ kind: "lot", value: SHORT });
  expect(parseLink("ref_AB12")).toEqual({ kind: "ref", value: "AB12" });
  for (const odd of [null, "", "lot", "lot_", "xyz_1", "lot_a b", `ref_${"a".repeat(70)}`])
    expect(parseLink(odd)).toBeNull();
});

it("opens the page of a link, else the first one", () => {
  expect(pathOf(`lot_${SHORT}`)).toBe(`/lotteries/${ID}`);
  expect(pathOf(`prz_${SHORT}`)).toBe(`/prizes/${ID}`);
  for (const other of ["lot_javascript", "ref_AB12", undefined, "//evil"]) expect(pathOf(other)).toBe("/");
});

it("sends a proof on in the sender's language, whatever the title", () => {
  const link = proofLink("https://lottery.example", ID, "th");
  expect(link).toBe(`https://lottery.example/proof/${ID}?language=th`);
  const query = new URL(sendOnUrl(link, "50 % & more?")).searchParams;
  expect([query.get("url"), query.get("text")]).toEqual([link, "50 % & more?"]);
});
