// A limit is set, or changed.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas, take } from "@/api/client";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { ON_SALE, type PlayerLimit, rafflesQuery, walletsQuery } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { parseAmount } from "@/pages/wallet/amounts";
import { feel } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Choice, Field } from "@/ui/Field";
import { Sheet } from "@/ui/Sheet";
import { Refusal } from "@/ui/States";

const KINDS: Schemas["LimitKind"][] = ["spend", "deposit", "net_loss"];
const WINDOWS: Schemas["LimitWindow"][] = ["24h", "7d", "30d"];

/** The currencies that a player may meet: of their wallets, and of what is on sale. */
function useCurrencies(): string[] {
  const wallets = useQuery(walletsQuery);
  const raffles = useInfiniteQuery(rafflesQuery(ON_SALE));
  const held = wallets.data?.items.map(({ balance }) => balance.currency) ?? [];
  const asked = raffles.data?.pages.flatMap((page) => page.items.map(({ price }) => price.currency)) ?? [];
  return [...new Set([...held, ...asked])];
}

export function LimitForm({ limit, onClose }: { limit?: PlayerLimit; onClose: () => void }) {
  const { t, money, amount: written } = useTexts();
  const client = useQueryClient();
  const currencies = useCurrencies();
  const [kind, setKind] = useState(limit?.kind ?? KINDS[0]!);
  const [window, setWindow] = useState(limit?.window ?? WINDOWS[2]!);
  const [chosen, setChosen] = useState(limit?.amount.currency);
  const [typed, setTyped] = useState(limit ? written(limit.amount) : "");
  const currency = chosen ?? currencies[0];
  const amount = currency ? parseAmount(typed, currency) : null;
  const isRaise = limit !== undefined && amount !== null && amount > limit.amount.amount;

  const save = useMutation<Schemas["PlayerLimits"], ApiError>({
    mutationFn: () =>
      take(
        api.PUT("/api/v1/me/limits/{kind}/{currency}/{window}", {
          params: { path: { kind, window, currency: currency ?? "" } },
          body: { amount: amount ?? 0 },
        }),
      ),
    onSuccess: (all) => {
      feel.success();
      client.setQueryData(keys.limits, all);
      onClose();
    },
    onError: feel.error,
  });

  return (
    <Sheet title={t(limit ? "app-limit-change" : "app-limit-add")} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (amount !== null && currency) save.mutate();
        }}
      >
        {limit ? null : (
          <>
            <Choice
              label={t("app-limit-kind")}
              value={kind}
              onChange={(event) => setKind(event.target.value as typeof kind)}
            >
              {KINDS.map((each) => (
                <option key={each} value={each}>
                  {t("app-limit-kind-name", { kind: each })}
                </option>
              ))}
            </Choice>
            <Choice
              label={t("app-limit-window")}
              value={window}
              onChange={(event) => setWindow(event.target.value as typeof window)}
            >
              {WINDOWS.map((each) => (
                <option key={each} value={each}>
                  {t("app-limit-window-name", { window: each })}
                </option>
              ))}
            </Choice>
            {currencies.length > 1 ? (
              <Choice
                label={t("app-limit-currency")}
                value={currency}
                onChange={(event) => setChosen(event.target.value)}
              >
                {currencies.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </Choice>
            ) : null}
          </>
        )}
        <Field
          label={t("app-limit-amount", { currency: currency ?? "" })}
          value={typed}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          problem={typed && amount === null ? t("app-no-amount") : null}
          hint={isRaise && limit ? t("app-limit-raise-hint", { amount: money(limit.amount) }) : t("app-limit-hint")}
        />
        <Refusal error={save.error} />
        <Button type="submit" look="filled" isWide isBusy={save.isPending} disabled={amount === null || !currency}>
          {t("app-save")}
        </Button>
      </form>
    </Sheet>
  );
}
