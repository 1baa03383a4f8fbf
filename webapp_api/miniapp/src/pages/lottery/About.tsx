// What to know before buying: prizes, odds, where the money goes, the rules, and what the draw is committed to.

import type { Raffle, RaffleDraw } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { Grade } from "@/lottery/Grade";
import { Card, Fact, Facts, Row, Section } from "@/ui/Card";
import { Icon } from "@/ui/Icon";
import styles from "./About.module.css";

const BASIS_POINTS = 10_000;

export function Prizes({ raffle }: { raffle: Raffle }) {
  const { t, money, percent } = useTexts();
  return (
    <Section title={t("app-prizes")}>
      <Card isFlush>
        {raffle.prizes.map((prize) => (
          <Row
            key={prize.position}
            icon={<span className={styles.place}>{prize.position}</span>}
            title={
              prize.value
                ? money(prize.value)
                : t("app-share-of-sales", { share: percent((prize.percentage_bp ?? 0) / BASIS_POINTS) })
            }
            value={t("app-winners-count", { count: prize.winner_count })}
          />
        ))}
      </Card>
    </Section>
  );
}

export function OddsAndMoney({ raffle }: { raffle: Raffle }) {
  const { t, money, percent, whole } = useTexts();
  const { gross, prizes, operator } = raffle.split;
  const share = gross.amount ? Math.min(1, prizes.amount / gross.amount) : 0;
  return (
    <Section title={t("app-odds-and-money")}>
      <Card className="stack">
        <div className={styles.odds}>
          <strong>{t("app-one-in", { count: whole(raffle.odds.one_in) })}</strong>
          <span className="hint">{t("app-odds-hint")}</span>
        </div>
        <div className={styles.split} aria-hidden="true">
          <div style={{ flexGrow: share }} />
          <div style={{ flexGrow: 1 - share }} />
        </div>
        <Facts>
          <Fact name={t("app-split-prizes", { share: percent(gross.amount ? prizes.amount / gross.amount : 0) })}>
            {money(prizes)}
          </Fact>
          {operator.amount >= 0 ? (
            <Fact name={t("app-split-operator")}>{money(operator)}</Fact>
          ) : (
            <Fact name={t("app-split-added")}>{money({ ...operator, amount: -operator.amount })}</Fact>
          )}
          <Fact name={t("app-split-gross")}>{money(gross)}</Fact>
        </Facts>
      </Card>
    </Section>
  );
}

export function Rules({ raffle }: { raffle: Raffle }) {
  const { t, money, when, whole } = useTexts();
  return (
    <Section title={t("app-rules")}>
      <Card>
        <Facts>
          <Fact name={t("app-rule-price")}>{money(raffle.price)}</Fact>
          <Fact name={t("app-rule-tickets")}>{whole(raffle.ticket_total)}</Fact>
          <Fact name={t("app-rule-cap")}>
            {raffle.per_player_cap === null ? t("app-rule-no-cap") : whole(raffle.per_player_cap)}
          </Fact>
          <Fact name={t("app-rule-draw")}>{t("app-rule-close", { rule: raffle.close_rule })}</Fact>
          {raffle.sales_end_at ? <Fact name={t("app-rule-ends")}>{when(raffle.sales_end_at)}</Fact> : null}
          <Fact name={t("app-rule-distinct")}>{t("app-rule-distinct-value", { distinct: raffle.distinct })}</Fact>
          <Fact name={t("app-rule-claim")}>{t("app-days", { days: raffle.claim_days })}</Fact>
          <Fact name={t("app-rule-number")}>{raffle.number}</Fact>
        </Facts>
      </Card>
    </Section>
  );
}

export function Fairness({ raffle, draw }: { raffle: Raffle; draw: RaffleDraw | undefined }) {
  const { t } = useTexts();
  return (
    <Section title={t("app-fairness")}>
      <Card isFlush>
        <p className={styles.promise}>{t("app-fairness-text")}</p>
        {draw ? <Grade draw={draw} /> : null}
        <Row icon={<Icon name="shield" />} title={t("app-see-proof")} to={`/proof/${raffle.id}`} />
      </Card>
    </Section>
  );
}
