// Chances and shares of a lottery, as core/raffles/odds.py has them.

import type { Raffle } from "@/api/queries";
import type { Money } from "@/i18n/texts";

const BASIS_POINTS = 10_000;

/** The chance that at least one of `held` tickets is among `winning` different ones drawn from `total`. */
export function chance(held: number, total: number, winning: number): number {
  if (held <= 0 || winning <= 0) return 0;
  if (held + winning > total) return 1;
  // the smaller of both makes the shorter product: the formula is the same with them exchanged
  const [few, many] = held < winning ? [held, winning] : [winning, held];
  let missed = 1;
  for (let drawn = 0; drawn < few; drawn += 1) missed *= (total - many - drawn) / (total - drawn);
  return 1 - missed;
}

/** What one winner of a prize gets when all tickets are sold; a shared one rounded down. */
export function worth(raffle: Raffle, prize: Raffle["prizes"][number]): Money {
  if (prize.value) return prize.value;
  const pool = Math.floor(((prize.percentage_bp ?? 0) * raffle.split.gross.amount) / BASIS_POINTS);
  return { amount: Math.floor(pool / prize.winner_count), currency: raffle.price.currency };
}

export const left = (raffle: Raffle): number => raffle.ticket_total - raffle.sold;
export const soldShare = (raffle: Raffle): number => raffle.sold / raffle.ticket_total;
