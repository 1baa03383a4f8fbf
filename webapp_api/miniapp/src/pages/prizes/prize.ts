// What the list and the page say of a prize.

import type { Prize } from "@/api/queries";
import type { Texts } from "@/i18n/texts";

/** What was won. */
export const nameOf = ({ t, of }: Texts, { titles }: Prize): string => (titles ? of(titles) : t("prizes-money"));

/** The state at this moment: a page may stay open until it is too late to choose. */
export const stateAt = ({ state, claim_by: claimBy }: Prize, now: number): Prize["state"] =>
  state === "claimable" && claimBy && Date.parse(claimBy) < now ? "expired" : state;
