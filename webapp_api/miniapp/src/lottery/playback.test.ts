import { expect, it } from "vitest";
import type { RaffleDraw } from "@/api/queries";
import { seenAt, STAGE, STAGE_MS } from "./playback";

const draw = {
  close_hash: "aa",
  close: { closed_at: 1, beacon: { round: 7 } },
  due_at: "2026-11-20T12:00:00Z",
  randomness: "bb",
  server_seed: "cc",
} as unknown as RaffleDraw;

it("shows of each stage what was known by then, and nothing that came after it", () => {
  const known = Object.values(STAGE).map((stage) => {
    const seen = seenAt(draw, stage, 0);
    return [seen.close_hash, seen.randomness, seen.server_seed];
  });
  expect(known).toEqual([
    [null, null, null],
    ["aa", null, null],
    ["aa", "bb", null],
    ["aa", "bb", "cc"],
    ["aa", "bb", "cc"],
    ["aa", "bb", "cc"],
  ]);
});

it("counts down anew while it waits, and tells the stored time after that", () => {
  expect(Date.parse(seenAt(draw, STAGE.waiting, 1_000)!.due_at!)).toBe(1_000 + STAGE_MS[STAGE.waiting]);
  expect(seenAt(draw, STAGE.value, 1_000).due_at).toBe(draw.due_at);
});

it("takes less than ten seconds", () => {
  expect(STAGE_MS.reduce<number>((sum, one) => sum + one, 0)).toBeLessThan(10_000);
});
