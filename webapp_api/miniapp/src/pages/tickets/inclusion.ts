// Whether an entry stands in the closed list, computed on this device: holder, leaf, and the way up to the root.

import type { TicketPath } from "@/api/queries";
import { frame, hexBytes, hexText, joined, sha256, taggedHash, textBytes } from "@/verify/bytes";

/** What was checked, in this order, up to the first that is wrong. */
export type Step = "holder" | "leaf" | "root";
export const STEPS: readonly Step[] = ["holder", "leaf", "root"];

/** The first step that does not hold; null: the entry is the player's, and stands behind the root of the close record. */
export async function firstWrong(path: TicketPath): Promise<Step | null> {
  const { draw_id: draw, entry_root: root } = path.close as { draw_id: string; entry_root: string };
  const [first, last, tag] = path.entry as [number, number, string];
  const holder = await taggedHash("ldp1/holder", draw, path.user_ref, hexBytes(path.salt));
  if (hexText(holder) !== tag) return "holder";

  const fields = ["ldp1/entry", draw, `${first},${last},${tag}`].map((field) => frame(textBytes(field)));
  let hash = await sha256(joined(new Uint8Array([0]), ...fields));
  if (hexText(hash) !== path.leaf) return "leaf";

  for (const sibling of path.siblings) {
    const other = hexBytes(sibling.hash);
    const pair = sibling.side === "left" ? [other, hash] : [hash, other];
    hash = await sha256(joined(new Uint8Array([1]), ...pair));
  }
  return hexText(hash) === root ? null : "root";
}
