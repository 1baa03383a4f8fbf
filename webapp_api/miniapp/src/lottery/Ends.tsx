// When a lottery's sale ends, or how it ended.

import type { Raffle } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import type { Texts } from "@/i18n/texts";
import { useNow } from "@/ui/useNow";

const MINUTE_MS = 60_000;

/** How long until an instant, in the two largest units. */
export function countdown({ t }: Texts, now: number, instant: string): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(instant) - now) / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days) return t("common-in-days", { days, hours: hours % 24 });
  if (hours) return t("common-in-hours", { hours, minutes: minutes % 60 });
  return t("common-in-minutes", { minutes });
}

export function Ends({ raffle }: { raffle: Raffle }) {
  const texts = useTexts();
  const now = useNow(15_000);
  if (raffle.state !== "open") return texts.t("app-lottery-state", { state: raffle.state });
  if (!raffle.sales_end_at) return texts.t("app-ends-sold-out");
  return texts.t("app-ends", { countdown: countdown(texts, now, raffle.sales_end_at) });
}
