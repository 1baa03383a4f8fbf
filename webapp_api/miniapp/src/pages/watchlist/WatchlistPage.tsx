// The lotteries that the player follows.

import { useQuery } from "@tanstack/react-query";
import { watchlistQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { LotteryCard } from "@/lottery/LotteryCard";
import { LotteryGrid } from "@/lottery/LotteryGrid";
import { ButtonLink } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failure } from "@/ui/States";

export function Component() {
  const { t } = useTexts();
  const watched = useQuery({ ...watchlistQuery, enabled: useIsPlayer() });
  return (
    <Page title={t("app-watchlist")} parent="/profile">
      <Personal>
        {watched.data ? (
          watched.data.items.length ? (
            <LotteryGrid>
              {watched.data.items.map((raffle) => (
                <LotteryCard key={raffle.id} raffle={raffle} />
              ))}
            </LotteryGrid>
          ) : (
            <Empty icon="eye" title={t("app-no-watched")}>
              <p className="hint">{t("app-no-watched-hint")}</p>
              <ButtonLink to="/">{t("app-see-lotteries")}</ButtonLink>
            </Empty>
          )
        ) : watched.isError ? (
          <Failure error={watched.error} onRetry={() => void watched.refetch()} />
        ) : (
          <Skeleton heights={[212, 212]} />
        )}
      </Personal>
    </Page>
  );
}
