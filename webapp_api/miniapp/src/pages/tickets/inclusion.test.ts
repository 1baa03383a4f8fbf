import { expect, it } from "vitest";
import type { TicketPath } from "@/api/queries";
import { frame, hexBytes, hexText, joined, sha256, taggedHash, textBytes } from "@/verify/bytes";
import { firstWrong } from "./inclusion";

const DRAW = "0190b7a8-5e1c-7c3e-8a55-0c8f6d0e2b11";
const LEFT = "11".repeat(32);
const RIGHT = "22".repeat(32);

/** An entry between two others, its tree made by hand: node(node(left, leaf), right). */
async function path(): Promise<TicketPath> {
  const tag = hexText(await taggedHash("ldp1/holder", DRAW, "anna", hexBytes("00".repeat(16))));
  const line = `4,6,${tag}`;
  const fields = ["ldp1/entry", DRAW, line].map((field) => frame(textBytes(field)));
  const leaf = await sha256(joined(new Uint8Array([0]), ...fields));
  const inner = await sha256(joined(new Uint8Array([1]), hexBytes(LEFT), leaf));
  const root = await sha256(joined(new Uint8Array([1]), inner, hexBytes(RIGHT)));
  return {
    close: { draw_id: DRAW, entry_root: hexText(root), entry_count: 3 },
    close_hash: "",
    entry: [4, 6, tag],
    user_ref: "anna",
    salt: "00".repeat(16),
    line,
    leaf: hexText(leaf),
    index: 1,
    siblings: [
      { side: "left", hash: LEFT },
      { side: "right", hash: RIGHT },
    ],
  } as TicketPath;
}

it("finds an entry that stands in the list", async () => expect(await firstWrong(await path())).toBeNull());

it.each([
  ["holder", { user_ref: "boris" }],
  ["holder", { salt: "01".repeat(16) }],
  ["leaf", { leaf: LEFT }],
  ["root", { siblings: [] }],
  ["root", { close: { draw_id: DRAW, entry_root: LEFT } }],
] as const)("names the %s when it is bent", async (step, bent) =>
  expect(await firstWrong({ ...(await path()), ...bent } as unknown as TicketPath)).toBe(step),
);

it("tells the sides apart", async () => {
  const good = await path();
  const siblings = good.siblings.map(({ hash }) => ({ side: "left", hash }));
  expect(await firstWrong({ ...good, siblings })).toBe("root");
});
