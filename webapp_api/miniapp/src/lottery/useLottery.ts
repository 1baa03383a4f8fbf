// Everything about one lottery: what anybody sees, and what the player holds of it.

import { useQuery } from "@tanstack/react-query";
import { drawQuery, holdingQuery, type RaffleState, raffleQuery, winnersQuery } from "@/api/queries";
import { useIsPlayer } from "@/app/SessionProvider";

const DRAWING: readonly RaffleState[] = ["closing", "closed"];
const DRAWN: readonly RaffleState[] = ["drawn", "settled"];
/** How often a draw is looked at while it happens, beside the events; a missed one costs so much. */
const WATCH_MS = 3_000;

export const isDrawing = (state: RaffleState): boolean => DRAWING.includes(state);
export const isDrawn = (state: RaffleState): boolean => DRAWN.includes(state);

export function useLottery(id: string) {
  const isPlayer = useIsPlayer();
  const raffle = useQuery({ ...raffleQuery(id), refetchInterval: (query) => query.state.data && isDrawing(query.state.data.state) && WATCH_MS });
  const state = raffle.data?.state;
  const draw = useQuery({ ...drawQuery(id), refetchInterval: state && isDrawing(state) ? WATCH_MS : false });
  const winners = useQuery({ ...winnersQuery(id), enabled: state !== undefined && isDrawn(state) });
  const holding = useQuery({ ...holdingQuery(id), enabled: isPlayer });
  return { raffle, draw, winners, holding };
}
