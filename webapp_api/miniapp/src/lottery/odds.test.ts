import { describe, expect, it } from "vitest";
import type { Raffle } from "@/api/queries";
import { chance, worth } from "./odds";

describe("the chance of some tickets", () => {
  // held, total, winning: the formula of core/raffles/odds.py
  it.each<[number, number, number, number]>([
    [0, 60, 1, 0],
    [1, 60, 1, 1 / 60],
    [3, 60, 1, 3 / 60],
    [1, 60, 3, 3 / 60],
    [60, 60, 1, 1],
    [58, 60, 3, 1],
    [2, 10, 2, 1 - (8 / 10) * (7 / 9)],
    [5, 10, 0, 0],
  ])("%d of %d with %d winners", (held, total, winning, expected) =>
    expect(chance(held, total, winning)).toBeCloseTo(expected, 12),
  );
});

it("a shared prize is worth its part when all is sold", () => {
  const raffle = {
    split: { gross: { amount: 10_001, currency: "TJS" } },
    price: { amount: 1, currency: "TJS" },
  } as Raffle;
  const shared = {
    position: 1,
    winner_count: 3,
    type: "percentage",
    value: null,
    percentage_bp: 3333,
    product_id: null,
  };
  expect(worth(raffle, shared as Raffle["prizes"][number])).toEqual({ amount: 1111, currency: "TJS" });
});
