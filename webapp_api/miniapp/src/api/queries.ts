// What pages read, each by one name.

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { keys } from "./keys";

export type Raffle = Schemas["Raffle"];
export type RaffleState = Schemas["RaffleState"];

interface Listing<T> {
  items: T[];
  next_cursor: string | null;
}

const paged = <T>(queryKey: readonly unknown[], read: (cursor: string | undefined) => Promise<Listing<T>>) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const meQuery = (isPlayer: boolean) => queryOptions({ queryKey: keys.me, queryFn: () => take(api.GET("/api/v1/me")), enabled: isPlayer, staleTime: 60_000 });

export const rafflesQuery = (states: readonly RaffleState[]) =>
  paged(keys.raffleList(states), (cursor) => take(api.GET("/api/v1/raffles", { params: { query: { state: [...states], cursor } } })));

export const raffleQuery = (id: string) =>
  queryOptions({
    queryKey: keys.raffle(id),
    queryFn: () => take(api.GET("/api/v1/raffles/{raffle_id}", { params: { path: { raffle_id: id } } })),
    placeholderData: keepPreviousData,
  });
