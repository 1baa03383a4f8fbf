// The first page: what is on sale, and what is about to be drawn.

import { useInfiniteQuery } from "@tanstack/react-query";
import { ON_SALE, type RaffleState, rafflesQuery } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { LotteryCard } from "@/lottery/LotteryCard";
import { LotteryGrid } from "@/lottery/LotteryGrid";
import { ButtonLink } from "@/ui/Button";
import { Section } from "@/ui/Card";
import { Endless } from "@/ui/Endless";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/States";

const DRAWING: RaffleState[] = ["closing", "closed"];

export function Component() {
  const { t } = useTexts();
  const open = useInfiniteQuery(rafflesQuery(ON_SALE));
  const drawing = useInfiniteQuery(rafflesQuery(DRAWING));
  const soon = drawing.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page title={t("app-lotteries")}>
      {soon.length ? (
        <Section title={t("app-draw-near")}>
          <LotteryGrid>
            {soon.map((raffle) => (
              <LotteryCard key={raffle.id} raffle={raffle} />
            ))}
          </LotteryGrid>
        </Section>
      ) : null}
      <Endless
        query={open}
        skeleton={[212, 212, 212]}
        empty={
          <Empty icon="lotteries" title={t("app-none-on-sale")}>
            <p className="hint">{t("app-none-on-sale-hint")}</p>
            <ButtonLink to="/results">{t("app-see-results")}</ButtonLink>
          </Empty>
        }
      >
        {(raffles) => (
          <Section title={soon.length ? t("app-on-sale") : undefined}>
            <LotteryGrid>
              {raffles.map((raffle) => (
                <LotteryCard key={raffle.id} raffle={raffle} />
              ))}
            </LotteryGrid>
          </Section>
        )}
      </Endless>
    </Page>
  );
}
