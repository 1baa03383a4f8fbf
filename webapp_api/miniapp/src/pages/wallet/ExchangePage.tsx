// One asset into another at the stored rate: what is given and taken is shown, then confirmed under a key of its own.

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, type Schemas, take } from "@/api/client";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { newKey } from "@/api/newKey";
import { quoteQuery, ratesQuery, type Wallet, walletsQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { confirmed } from "@/telegram/dialogs";
import { Card, Fact, Facts } from "@/ui/Card";
import { Choice, Field } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failure, Refusal } from "@/ui/States";
import { useDraft } from "@/ui/useDraft";
import { parseAmount } from "./amounts";

type Rate = Schemas["ExchangeRate"];

export function Component() {
  const { t } = useTexts();
  const isPlayer = useIsPlayer();
  const rates = useQuery(ratesQuery);
  const wallets = useQuery({ ...walletsQuery, enabled: isPlayer });
  const failed = [rates, wallets].find((query) => query.isError);
  if (rates.data && wallets.data) {
    const held = rates.data.items.filter((rate) =>
      wallets.data.items.some(({ balance }) => balance.currency === rate.from_currency && balance.amount > 0),
    );
    if (held.length) return <Exchange rates={held} wallets={wallets.data.items} />;
  }
  return (
    <Page title={t("app-exchange")} parent="/wallet" isNarrow>
      <Personal>
        {failed ? (
          <Failure error={failed.error} onRetry={() => void failed.refetch()} />
        ) : rates.data && wallets.data ? (
          <Empty icon="exchange" title={t("app-no-exchange")} />
        ) : (
          <Skeleton heights={[80, 80, 120]} />
        )}
      </Personal>
    </Page>
  );
}

function Exchange({ rates, wallets }: { rates: Rate[]; wallets: Wallet[] }) {
  const { t, money, amount: written } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(rates[0]!.id);
  const [typed, setTyped, forget] = useDraft("exchange", "");
  const rate = rates.find(({ id }) => id === chosen) ?? rates[0]!;
  const balance = wallets.find(({ balance: held }) => held.currency === rate.from_currency)!.balance;
  const amount = parseAmount(typed, rate.from_currency);
  const quote = useQuery({
    ...quoteQuery(rate.from_currency, rate.to_currency, amount ?? 0),
    enabled: Boolean(amount),
    placeholderData: keepPreviousData,
  });
  const isShort = amount !== null && amount > balance.amount;
  const offer =
    amount && quote.data && quote.data.gives.amount === amount && quote.data.gives.currency === rate.from_currency
      ? quote.data
      : null;
  // one key for each offer that is shown: what is repeated after a failure is the same exchange
  const [key, setKey] = useState({ of: "", value: "" });
  const name = offer ? `${offer.rate_id} ${offer.gives.amount}` : "";
  if (name && key.of !== name) setKey({ of: name, value: newKey() });

  const exchange = useMutation<Schemas["Exchange"], ApiError>({
    mutationFn: () =>
      take(
        api.POST("/api/v1/exchanges", {
          params: { header: { "idempotency-key": key.value } },
          body: {
            from_currency: rate.from_currency,
            to_currency: rate.to_currency,
            amount: amount ?? 0,
            rate_id: offer?.rate_id,
          },
        }),
      ),
    onSuccess: () => {
      feel.success();
      forget();
      void client.invalidateQueries({ queryKey: keys.wallets });
      navigate("/wallet", { replace: true });
    },
    onError: (refusal) => {
      feel.error();
      if (refusal.code === "rate_changed") void client.invalidateQueries({ queryKey: keys.rates });
    },
  });
  const ask = async () => {
    if (
      offer &&
      (await confirmed({
        message: t("app-exchange-sure", { given: money(offer.gives), taken: money(offer.takes) }),
        yes: t("app-exchange"),
        no: t("app-cancel"),
      }))
    )
      exchange.mutate();
  };

  return (
    <Page
      title={t("app-exchange")}
      parent="/wallet"
      isNarrow
      action={{
        text: offer ? t("app-exchange-get", { taken: money(offer.takes) }) : t("app-exchange"),
        onPress: () => void ask(),
        isDisabled: !offer || isShort,
        isBusy: exchange.isPending,
      }}
    >
      <Personal>
        <Choice label={t("app-exchange-pair")} value={rate.id} onChange={(event) => setChosen(event.target.value)}>
          {rates.map(({ id, from_currency, to_currency }) => (
            <option key={id} value={id}>
              {from_currency} → {to_currency}
            </option>
          ))}
        </Choice>
        <Field
          label={t("app-exchange-give")}
          value={typed}
          inputMode="decimal"
          enterKeyHint="done"
          autoComplete="off"
          placeholder={written({ amount: 0, currency: rate.from_currency })}
          onChange={(event) => setTyped(event.target.value)}
          hint={t("app-you-have", { balance: money(balance) })}
          problem={
            typed && amount === null
              ? t("app-no-amount")
              : isShort
                ? t("app-too-much", { balance: money(balance) })
                : null
          }
        />
        {offer ? (
          <Card className="stack">
            <Facts>
              <Fact name={t("app-give")}>{money(offer.gives)}</Fact>
              <Fact name={t("app-get")}>{money(offer.takes)}</Fact>
              <Fact name={t("app-balance-after")}>
                {money({ ...balance, amount: Math.max(0, balance.amount - offer.gives.amount) })}
              </Fact>
            </Facts>
            <p className="hint small row">
              <Icon name="info" size={18} />
              {t("app-exchange-note")}
            </p>
          </Card>
        ) : null}
        <Refusal error={exchange.error ?? (amount && quote.isError ? quote.error : null)} />
      </Personal>
    </Page>
  );
}
