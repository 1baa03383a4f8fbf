// Amounts as people type them.

import { exponent } from "@/i18n/formats";

/** Whole minor units of what was typed, null for what is no amount: `12.5`, `12,50` and `1 234` are. */
export function parseAmount(typed: string, currency: string): number | null {
  const places = exponent(currency);
  const match = /^(\d{1,13})(?:[.,](\d+))?$/.exec(typed.replace(/[\s\u00a0\u202f]/g, ""));
  if (!match) return null;
  const [, whole = "", rest = ""] = match;
  if (rest.length > places) return null;
  const amount = Number(whole + rest.padEnd(places, "0"));
  return Number.isSafeInteger(amount) ? amount : null;
}
