// The confirmation of a purchase, then its receipt. The key is made when the confirmation is drawn and kept in the
// history's entry: whatever is repeated, also after a reload, is one order.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { api, take } from "@/api/client";
import { type ApiError, isCode } from "@/api/errors";
import { keys } from "@/api/keys";
import { type Raffle, type Receipt, raffleQuery, walletsQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useTexts } from "@/i18n/TextsProvider";
import { useClosingConfirmation } from "@/telegram/buttons";
import { feel } from "@/telegram/client";
import { confirmed } from "@/telegram/dialogs";
import { FirstSteps } from "./FirstSteps";
import { Offer } from "./Offer";
import { ReceiptView } from "./ReceiptView";
import { newKey } from "@/api/newKey";
import { Card, Fact, Facts } from "@/ui/Card";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";
import styles from "./BuyPage.module.css";

const MOST_AT_ONCE = 10_000;
const FIRST_STEPS = ["consent_required", "country_unknown", "birth_date_unknown"];

interface Entry {
  key?: string;
  receipt?: Receipt;
}

export function Component() {
  const { id = "" } = useParams();
  const { t } = useTexts();
  const { data: raffle, error, refetch } = useQuery(raffleQuery(id));
  const entry = useLocation().state as Entry | null;
  if (entry?.receipt && raffle) return <ReceiptView receipt={entry.receipt} raffle={raffle} />;
  return raffle ? (
    <Confirmation raffle={raffle} entry={entry} />
  ) : (
    <Page title={t("app-confirm-title")} parent={`/lotteries/${id}`} isNarrow>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton heights={[220]} />}
    </Page>
  );
}

function Confirmation({ raffle, entry }: { raffle: Raffle; entry: Entry | null }) {
  const { t, of, money } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const quantity = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(Number(search.get("quantity"))) || 1));
  const [drawn] = useState(() => entry?.key ?? newKey());
  const [isStepping, setStepping] = useState(false);
  const wallets = useQuery(walletsQuery);

  useEffect(() => {
    if (entry?.key !== drawn)
      navigate(`?quantity=${quantity}`, { replace: true, state: { key: drawn } satisfies Entry });
  }, [drawn, entry?.key, navigate, quantity]);

  const purchase = useMutation<Receipt, ApiError>({
    mutationFn: () =>
      take(
        api.POST("/api/v1/raffles/{raffle_id}/orders", {
          params: { path: { raffle_id: raffle.id }, header: { "idempotency-key": drawn } },
          body: { quantity, pay_with: "BALANCE" },
        }),
      ),
    onSuccess: (receipt) => {
      feel.success();
      navigate(".", { replace: true, state: { receipt } satisfies Entry });
      for (const changed of [keys.wallets, keys.tickets, keys.raffle(raffle.id), keys.raffleLists])
        void client.invalidateQueries({ queryKey: changed });
    },
    onError: (refusal) => {
      feel.error();
      if (isCode(refusal, ...FIRST_STEPS)) setStepping(true);
      else void client.invalidateQueries({ queryKey: keys.raffle(raffle.id) });
    },
  });
  useClosingConfirmation(purchase.isPending);

  const total = { ...raffle.price, amount: raffle.price.amount * quantity };
  const balance = wallets.data?.items.find(
    ({ type, balance: held }) => type === "BALANCE" && held.currency === total.currency,
  )?.balance ?? { ...total, amount: 0 };
  const after = { ...balance, amount: balance.amount - total.amount };
  const isShort = wallets.isSuccess && after.amount < 0;
  const refusal = isStepping ? null : purchase.error;

  return (
    <Page
      title={t("app-confirm-title")}
      parent={`/lotteries/${raffle.id}`}
      isNarrow
      mayLeave={async () =>
        !purchase.isPending || confirmed({ message: t("app-leave-paying"), yes: t("app-leave"), no: t("app-stay") })
      }
      action={{
        text: t(purchase.error?.isPassing ? "app-pay-again" : "app-pay", { total: money(total) }),
        onPress: () => purchase.mutate(),
        isBusy: purchase.isPending,
        isDisabled: isShort || !wallets.isSuccess,
      }}
    >
      <Personal>
        <Card className="stack">
          <h2>{of(raffle.titles)}</h2>
          <div className={styles.sum}>
            <span className="hint figures">{t("app-sum", { quantity, price: money(raffle.price) })}</span>
            <strong>{money(total)}</strong>
          </div>
          <Facts>
            <Fact name={t("app-balance")}>{wallets.isSuccess ? money(balance) : "…"}</Fact>
            {isShort ? null : <Fact name={t("app-balance-after")}>{wallets.isSuccess ? money(after) : "…"}</Fact>}
          </Facts>
          <p className="hint small">{t("app-final")}</p>
        </Card>
        {wallets.isError ? <Failure error={wallets.error} onRetry={() => void wallets.refetch()} /> : null}
        <Refusal error={refusal} />
        <Offer
          refusal={refusal}
          raffle={raffle}
          quantity={quantity}
          missing={isShort ? { ...after, amount: -after.amount } : null}
        />
      </Personal>
      {isStepping ? (
        <FirstSteps
          onDone={() => {
            setStepping(false);
            purchase.mutate();
          }}
          onClose={() => setStepping(false)}
        />
      ) : null}
    </Page>
  );
}
