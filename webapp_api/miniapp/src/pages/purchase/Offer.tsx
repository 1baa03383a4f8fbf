// What a refused buyer can do instead.

import { useNavigate } from "react-router";
import type { ApiError } from "@/api/errors";
import type { Raffle } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import type { Money } from "@/i18n/texts";
import { Button, ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";

const whole = (value: unknown): number => (typeof value === "number" ? value : 0);

/** How many tickets would fit after a refusal; 0 where fewer do not help. */
export function fitting(refusal: ApiError | null, priceMinor: number, quantity: number): number {
  if (!refusal) return 0;
  const { code, params } = refusal;
  const fits =
    code === "not_enough_tickets"
      ? whole(params.left)
      : code === "cap_reached"
        ? whole(params.cap) - whole(params.held)
        : code === "insufficient_funds"
          ? Math.floor(whole(params.available_minor) / priceMinor)
          : code === "limit_exceeded"
            ? Math.floor(whole(params.left_minor) / priceMinor)
            : 0;
  return fits > 0 && fits < quantity ? fits : 0;
}

export function Offer({
  refusal,
  raffle,
  quantity,
  missing,
}: {
  refusal: ApiError | null;
  raffle: Raffle;
  quantity: number;
  missing: Money | null;
}) {
  const { t, money } = useTexts();
  const navigate = useNavigate();
  const fewer = fitting(refusal, raffle.price.amount, quantity);
  return (
    <>
      {missing ? (
        <Card className="stack">
          <p>{t("app-missing", { missing: money(missing) })}</p>
          <ButtonLink to="/wallet" isWide>
            {t("app-wallet")}
          </ButtonLink>
        </Card>
      ) : null}
      {fewer ? (
        // another number is another purchase: a confirmation of its own, under a key of its own
        <Button
          isWide
          onClick={() => navigate(`/lotteries/${raffle.id}/buy?quantity=${fewer}`, { replace: true, state: null })}
        >
          {t("app-buy-fewer", { count: fewer })}
        </Button>
      ) : null}
      {refusal?.code === "limit_exceeded" ? (
        <ButtonLink look="plain" isWide to="/profile/limits">
          {t("app-limits")}
        </ButtonLink>
      ) : null}
    </>
  );
}
