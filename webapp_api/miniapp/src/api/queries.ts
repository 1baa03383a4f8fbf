// What pages read, each by one name.

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { keys } from "./keys";

export type Raffle = Schemas["Raffle"];
export type RaffleState = Schemas["RaffleState"];
export type RaffleDraw = Schemas["RaffleDraw"];
export type RaffleWinner = Schemas["RaffleWinner"];
export type Holding = Schemas["RaffleHolding"];
export type Receipt = Schemas["TicketReceipt"];
export type Ticket = Schemas["Ticket"];
export type Wallet = Schemas["Wallet"];
export type Transaction = Schemas["Transaction"];

export const ON_SALE: readonly RaffleState[] = ["open"];

interface Listing {
  items: unknown[];
  next_cursor: string | null;
}

const paged = <L extends Listing>(queryKey: readonly unknown[], read: (cursor: string | undefined) => Promise<L>) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const aboutQuery = queryOptions({
  queryKey: keys.about,
  queryFn: () => take(api.GET("/api/v1/about")),
  staleTime: 3_600_000,
});

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: () => take(api.GET("/api/v1/me")),
  staleTime: 60_000,
});

export const rafflesQuery = (states: readonly RaffleState[]) =>
  paged(keys.raffleList(states), (cursor) =>
    take(api.GET("/api/v1/raffles", { params: { query: { state: [...states], cursor } } })),
  );

const path = (id: string) => ({ params: { path: { raffle_id: id } } });

export const raffleQuery = (id: string) =>
  queryOptions({ queryKey: keys.raffle(id), queryFn: () => take(api.GET("/api/v1/raffles/{raffle_id}", path(id))) });
export const drawQuery = (id: string) =>
  queryOptions({ queryKey: keys.draw(id), queryFn: () => take(api.GET("/api/v1/raffles/{raffle_id}/draw", path(id))) });
export const winnersQuery = (id: string) =>
  queryOptions({
    queryKey: keys.winners(id),
    queryFn: () => take(api.GET("/api/v1/raffles/{raffle_id}/winners", path(id))),
  });
export const holdingQuery = (id: string) =>
  queryOptions({
    queryKey: keys.holding(id),
    queryFn: () => take(api.GET("/api/v1/raffles/{raffle_id}/holding", path(id))),
  });

export const ticketsQuery = paged(keys.tickets, (cursor) =>
  take(api.GET("/api/v1/tickets", { params: { query: { cursor } } })),
);

export type TicketPath = Schemas["TicketPath"];
/** The list is sealed for good: a path that was found never changes. */
export const pathQuery = (orderId: string) =>
  queryOptions({
    queryKey: keys.path(orderId),
    queryFn: () => take(api.GET("/api/v1/orders/{order_id}/path", { params: { path: { order_id: orderId } } })),
    staleTime: Infinity,
  });

export const walletsQuery = queryOptions({ queryKey: keys.wallets, queryFn: () => take(api.GET("/api/v1/wallets")) });
export const statementQuery = (walletId: string) =>
  paged(keys.statement(walletId), (cursor) =>
    take(
      api.GET("/api/v1/wallets/{wallet_id}/transactions", {
        params: { path: { wallet_id: walletId }, query: { cursor } },
      }),
    ),
  );
export const ratesQuery = queryOptions({
  queryKey: keys.rates,
  queryFn: () => take(api.GET("/api/v1/exchange-rates")),
  staleTime: 60_000,
});

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: () => take(api.GET("/api/v1/auth/sessions")),
});

export type LegalDocument = Schemas["LegalDocument"];
export const documentsQuery = queryOptions({
  queryKey: keys.documents,
  queryFn: () => take(api.GET("/api/v1/documents")),
  staleTime: 60_000,
});

export const quoteQuery = (from: string, to: string, amount: number) =>
  queryOptions({
    queryKey: keys.quote(from, to, amount),
    queryFn: () =>
      take(api.GET("/api/v1/exchange-quotes", { params: { query: { from_currency: from, to_currency: to, amount } } })),
  });

export type PlayerLimit = Schemas["PlayerLimit"];
export const limitsQuery = queryOptions({ queryKey: keys.limits, queryFn: () => take(api.GET("/api/v1/me/limits")) });

export type Preferences = Schemas["NoticePreferences"];
export const preferencesQuery = queryOptions({
  queryKey: keys.preferences,
  queryFn: () => take(api.GET("/api/v1/me/preferences")),
});

export type Prize = Schemas["Prize"];
export type ShownPrize = Schemas["ShownPrize"];
export const prizesQuery = paged(keys.prizes, (cursor) =>
  take(api.GET("/api/v1/prizes", { params: { query: { cursor } } })),
);
export const prizeQuery = (id: string) =>
  queryOptions({
    queryKey: keys.prize(id),
    queryFn: () => take(api.GET("/api/v1/prizes/{prize_id}", { params: { path: { prize_id: id } } })),
  });

export type Notice = Schemas["Notice"];
export const noticesQuery = paged(keys.notices, (cursor) =>
  take(api.GET("/api/v1/notices", { params: { query: { cursor } } })),
);

export type Address = Schemas["Address"];
export const addressesQuery = queryOptions({
  queryKey: keys.addresses,
  queryFn: () => take(api.GET("/api/v1/me/addresses")),
});

export const watchlistQuery = queryOptions({
  queryKey: keys.watchlist,
  queryFn: () => take(api.GET("/api/v1/watchlist")),
});
