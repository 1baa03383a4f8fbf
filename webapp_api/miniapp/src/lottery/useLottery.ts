// Everything about one lottery: what anybody sees, and what the player holds of it.

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { keys } from "@/api/keys";
import { drawQuery, holdingQuery, type Raffle, type RaffleState, raffleQuery, winnersQuery } from "@/api/queries";
import { useIsPlayer } from "@/app/SessionProvider";

const DRAWING: readonly RaffleState[] = ["closing", "closed"];
const DRAWN: readonly RaffleState[] = ["drawn", "settled"];
const REFUNDED: readonly RaffleState[] = ["cancelling", "cancelled"];
/** How often a draw is looked at while it happens, beside the events; a missed one costs so much. */
const WATCH_MS = 3_000;

export const isDrawing = (state: RaffleState): boolean => DRAWING.includes(state);
export const isDrawn = (state: RaffleState): boolean => DRAWN.includes(state);
export const isRefunded = (state: RaffleState): boolean => REFUNDED.includes(state);

/** Whether the next step comes by itself any moment: it is looked for, should its event get lost. */
function isRestless({ state, sold, ticket_total: total, sales_end_at: end }: Raffle): boolean {
  return isDrawing(state) || (state === "open" && (sold === total || (end !== null && Date.parse(end) <= Date.now())));
}

/** The lottery as a list showed it: its page is there at once, and made anew a moment later. */
function listed(client: QueryClient, id: string): Raffle | undefined {
  const lists = client.getQueriesData<{ pages: { items: Raffle[] }[] }>({ queryKey: keys.raffleLists });
  return lists
    .flatMap(([, list]) => list?.pages ?? [])
    .flatMap((page) => page.items)
    .find((raffle) => raffle.id === id);
}

export function useLottery(id: string) {
  const isPlayer = useIsPlayer();
  const client = useQueryClient();
  const raffle = useQuery({
    ...raffleQuery(id),
    placeholderData: () => listed(client, id),
    refetchInterval: (query) => query.state.data !== undefined && isRestless(query.state.data) && WATCH_MS,
  });
  const state = raffle.data?.state;
  const draw = useQuery({ ...drawQuery(id), refetchInterval: state && isDrawing(state) ? WATCH_MS : false });
  const winners = useQuery({ ...winnersQuery(id), enabled: state !== undefined && isDrawn(state) });
  const holding = useQuery({ ...holdingQuery(id), enabled: isPlayer });

  const before = useRef(state);
  useEffect(() => {
    // the end of a draw decides over the player's tickets and money
    if (before.current && before.current !== state)
      for (const changed of [keys.draw(id), keys.holding(id), keys.tickets, keys.wallets])
        void client.invalidateQueries({ queryKey: changed });
    before.current = state;
  }, [client, id, state]);
  // whoever saw it being drawn sees the numbers roll in
  const [wasWatched, setWatched] = useState(false);
  if (state && isDrawing(state) && !wasWatched) setWatched(true);
  return { raffle, draw, winners, holding, wasWatched };
}
