// What the player won, newest first.

import { useInfiniteQuery } from "@tanstack/react-query";
import { type Prize, prizesQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { Badge, type Tone } from "@/ui/Badge";
import { ButtonLink } from "@/ui/Button";
import { Card, Row } from "@/ui/Card";
import { Endless } from "@/ui/Endless";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/States";
import { nameOf } from "./prize";
import styles from "./PrizesPage.module.css";

const TONES: Record<Prize["state"], Tone> = {
  pending: "warn",
  payable: "warn",
  claimable: "accent",
  claimed: "good",
  held: "warn",
  paid: "good",
  expired: "quiet",
  forfeited: "quiet",
};

export function Component() {
  const { t } = useTexts();
  const prizes = useInfiniteQuery({ ...prizesQuery, enabled: useIsPlayer() });
  return (
    <Page title={t("app-prizes-mine")} parent="/profile" isNarrow>
      <Personal>
        <Endless
          query={prizes}
          skeleton={[84, 84, 84]}
          empty={
            <Empty icon="gift" title={t("app-no-prizes")}>
              <p className="hint">{t("app-no-prizes-hint")}</p>
              <ButtonLink to="/">{t("app-see-lotteries")}</ButtonLink>
            </Empty>
          }
        >
          {(items) => (
            <Card isFlush>
              {items.map((prize) => (
                <Won key={prize.id} prize={prize} />
              ))}
            </Card>
          )}
        </Endless>
      </Personal>
    </Page>
  );
}

function Won({ prize }: { prize: Prize }) {
  const texts = useTexts();
  const { t, of, money, shortWhen } = texts;
  return (
    <Row
      icon={<Icon name={prize.is_thing ? "gift" : "wallet"} />}
      title={nameOf(texts, prize)}
      detail={
        <span className={styles.detail}>
          {of(prize.raffle_titles)}
          <Badge tone={TONES[prize.state]}>
            {t("app-prize-state", { state: prize.state, when: prize.claim_by && shortWhen(prize.claim_by) })}
          </Badge>
        </span>
      }
      value={money(prize.value)}
      to={`/prizes/${prize.id}`}
    />
  );
}
