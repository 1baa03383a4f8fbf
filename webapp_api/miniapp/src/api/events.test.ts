import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, it, vi } from "vitest";
import { gatherer } from "./events";
import { keys } from "./keys";

const ONE = { id: "1", sold: 10 };
const OTHER = { id: "2", sold: 5 };

let client: QueryClient;
let asked: unknown[][];

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  client.setQueryData(keys.raffle("1"), ONE);
  client.setQueryData(keys.raffleList(["open"]), { pages: [{ items: [ONE, OTHER] }], pageParams: [] });
  asked = [];
  vi.spyOn(client, "invalidateQueries").mockImplementation(
    async (filters) => void asked.push(filters?.queryKey as unknown[]),
  );
});

it("shows what is sold at once, everywhere, and asks nobody for it", () => {
  gatherer(client).take({ topic: "raffle.sold", raffle_id: "1", sold: 12 });
  vi.advanceTimersByTime(1_000);
  expect(client.getQueryData(keys.raffle("1"))).toEqual({ id: "1", sold: 12 });
  expect(client.getQueryData(keys.raffleList(["open"]))).toEqual({
    pages: [{ items: [{ id: "1", sold: 12 }, OTHER] }],
    pageParams: [],
  });
  expect(asked).toEqual([]);
});

it("never goes back: events may come late", () => {
  gatherer(client).take({ topic: "raffle.sold", raffle_id: "1", sold: 9 });
  expect(client.getQueryData(keys.raffle("1"))).toEqual(ONE);
});

it("asks once for many events of the same raffle", () => {
  const events = gatherer(client);
  for (const topic of ["raffle.closed", "raffle.drawn", "raffle.settled"]) events.take({ topic, raffle_id: "1" });
  vi.advanceTimersByTime(1_000);
  expect(asked.filter((key) => key[0] === "raffles")).toEqual([keys.raffle("1")]);
  expect(asked).toContainEqual(keys.wallets);
});

it("looks at everything anew after a gap", () => {
  gatherer(client).take({ topic: "resync" });
  vi.advanceTimersByTime(1_000);
  expect(asked).toEqual([keys.raffleLists, keys.raffles]);
});

it("ends quietly", () => {
  const events = gatherer(client);
  events.take({ topic: "raffle.drawn", raffle_id: "1" });
  events.stop();
  vi.advanceTimersByTime(1_000);
  expect(asked).toEqual([]);
});
