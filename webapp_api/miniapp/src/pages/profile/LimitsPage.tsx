// What players allow themselves: stricter at once, laxer after a day and a second yes.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas, take } from "@/api/client";
import { keys } from "@/api/keys";
import { limitsQuery, type PlayerLimit } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Progress } from "@/ui/Progress";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failure, Refusal } from "@/ui/States";
import { LimitForm } from "./LimitForm";

type Limits = Schemas["PlayerLimits"];

const named = ({ kind, window, amount }: PlayerLimit) => ({
  params: { path: { kind, window, currency: amount.currency } },
});
const idOf = ({ kind, window, amount }: PlayerLimit): string => `${kind} ${window} ${amount.currency}`;

export function Component() {
  const { t } = useTexts();
  const limits = useQuery({ ...limitsQuery, enabled: useIsPlayer() });
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={t("app-limits")}
      parent="/profile"
      isNarrow
      action={limits.data && !isAdding ? { text: t("app-limit-add"), onPress: () => setAdding(true) } : null}
    >
      <Personal>
        <p className="hint">{t("app-limits-text")}</p>
        {limits.data ? (
          limits.data.items.length ? (
            limits.data.items.map((limit) => <Limit key={idOf(limit)} limit={limit} />)
          ) : (
            <Empty icon="shield" title={t("app-no-limits")} />
          )
        ) : limits.isError ? (
          <Failure error={limits.error} onRetry={() => void limits.refetch()} />
        ) : (
          <Skeleton heights={[130, 130]} />
        )}
        {isAdding ? <LimitForm onClose={() => setAdding(false)} /> : null}
      </Personal>
    </Page>
  );
}

function Limit({ limit }: { limit: PlayerLimit }) {
  const { t, money, when } = useTexts();
  const client = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const name = t("word-limit", { kind: limit.kind, window: limit.window });
  const used = Math.max(0, limit.used.amount);
  const act = useMutation({
    mutationFn: (what: "confirm" | "keep" | "remove") =>
      take<Limits>(
        what === "confirm"
          ? api.POST("/api/v1/me/limits/{kind}/{currency}/{window}/confirmation", named(limit))
          : what === "keep"
            ? api.DELETE("/api/v1/me/limits/{kind}/{currency}/{window}/change", named(limit))
            : api.DELETE("/api/v1/me/limits/{kind}/{currency}/{window}", named(limit)),
      ),
    onSuccess: (all) => {
      feel.success();
      client.setQueryData(keys.limits, all);
    },
    onError: feel.error,
  });
  const { change } = limit;
  const isDue = change !== null && Date.parse(change.confirmable_at) <= Date.now();

  return (
    <Card className="stack">
      <h3>{name.charAt(0).toUpperCase() + name.slice(1)}</h3>
      <div className="spread">
        <span className="hint">{t("app-limit-used", { used: money({ ...limit.used, amount: used }) })}</span>
        <strong className="figures">{money(limit.amount)}</strong>
      </div>
      <Progress share={limit.amount.amount ? used / limit.amount.amount : 1} label={name} />
      {change ? (
        <>
          <p className="small row">
            <Icon name="clock" size={18} />
            <span>
              {change.amount
                ? t("app-limit-raise-waits", { amount: money(change.amount) })
                : t("app-limit-removal-waits")}{" "}
              {isDue ? t("app-limit-confirm-now") : t("app-limit-confirm-from", { when: when(change.confirmable_at) })}
            </span>
          </p>
          <div className="row">
            {isDue ? (
              <Button isSmall isBusy={act.isPending} onClick={() => act.mutate("confirm")}>
                {t("app-confirm")}
              </Button>
            ) : null}
            <Button isSmall look="plain" disabled={act.isPending} onClick={() => act.mutate("keep")}>
              {t("app-limit-keep")}
            </Button>
          </div>
        </>
      ) : (
        <div className="row">
          <Button isSmall onClick={() => setChanging(true)}>
            {t("app-change")}
          </Button>
          <Button isSmall look="plain" isBusy={act.isPending} onClick={() => act.mutate("remove")}>
            {t("app-remove")}
          </Button>
        </div>
      )}
      <Refusal error={act.error} />
      {isChanging ? <LimitForm limit={limit} onClose={() => setChanging(false)} /> : null}
    </Card>
  );
}
