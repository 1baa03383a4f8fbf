// One lottery: what can be won, how full it is, how many tickets to take, and its draw as it happens.

import { Link, useNavigate, useParams } from "react-router";
import type { Holding, Raffle } from "@/api/queries";
import { FromTelegram } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { Ceremony } from "@/lottery/Ceremony";
import { DrawSteps } from "@/lottery/DrawSteps";
import { Ends } from "@/lottery/Ends";
import { Stub } from "@/lottery/LotteryCard";
import { count, rangeText } from "@/lottery/numbers";
import { chance, left, soldShare } from "@/lottery/odds";
import { STAGE, usePlayback } from "@/lottery/playback";
import { Quantity } from "@/lottery/Quantity";
import { isDrawing, isDrawn, isRefunded, useLottery } from "@/lottery/useLottery";
import { feel } from "@/telegram/client";
import { encodeId } from "@/telegram/links";
import { Badge } from "@/ui/Badge";
import { Card, Row, Section } from "@/ui/Card";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Progress } from "@/ui/Progress";
import { Skeleton } from "@/ui/Skeleton";
import { Failure } from "@/ui/States";
import { useDraft } from "@/ui/useDraft";
import { Fairness, OddsAndMoney, Prizes, Rules } from "./About";
import styles from "./LotteryPage.module.css";
import { WatchButton } from "./WatchButton";

const MOST_AT_ONCE = 10_000;

export function Component() {
  const { id = "" } = useParams();
  const { t, of, money } = useTexts();
  const navigate = useNavigate();
  const isPlayer = useIsPlayer();
  const { raffle: read, draw, winners, holding, wasWatched } = useLottery(id);
  const playback = usePlayback(wasWatched && winners.data !== undefined);
  const [quantity, setQuantity] = useDraft(`quantity.${id}`, 1);
  const raffle = read.data;
  if (!raffle) {
    return (
      <Page title="" parent="/">
        {read.isError ? (
          <Failure error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton heights={[190, 120, 220]} />
        )}
      </Page>
    );
  }

  const held = holding.data?.tickets ?? 0;
  const most = Math.min(left(raffle), (raffle.per_player_cap ?? MOST_AT_ONCE) - held, MOST_AT_ONCE);
  const mayBuy = raffle.state === "open" && isPlayer && most > 0;
  const wanted = Math.min(quantity, most);
  const buy = () => {
    feel.impact();
    navigate(`buy?quantity=${wanted}`);
  };
  // what is still being asked for may not say yet that the player has won
  const told = wasWatched && holding.isFetching ? undefined : holding.data;
  const total = { ...raffle.price, amount: raffle.price.amount * wanted };

  return (
    <Page
      title={of(raffle.titles)}
      parent="/"
      aside={
        holding.data && raffle.state === "open" ? (
          <WatchButton id={raffle.id} isWatched={holding.data.is_watched} />
        ) : null
      }
      action={
        mayBuy
          ? { text: t("app-buy", { count: wanted, total: money(total) }), onPress: buy, isDisabled: wanted < 1 }
          : null
      }
    >
      <div className={styles.columns}>
        <div className={styles.top}>
          <Stub raffle={raffle} isLarge />
          {of(raffle.descriptions) ? <p>{of(raffle.descriptions)}</p> : null}
        </div>
        <div className={styles.side}>
          <Now raffle={raffle} />
          {isRefunded(raffle.state) ? (
            <Card>{t("proof-cancelled", { reason: raffle.cancel_reason ?? "" })}</Card>
          ) : null}
          {draw.data && isDrawing(raffle.state) ? (
            <Section title={t("app-draw")}>
              <Card>
                <DrawSteps raffle={raffle} draw={draw.data} />
              </Card>
            </Section>
          ) : null}
          {winners.data?.items.length && draw.data ? (
            <Ceremony
              raffle={raffle}
              draw={draw.data}
              winners={winners.data.items}
              holding={told}
              playback={playback}
            />
          ) : null}
          {holding.data && held > 0 ? (
            <Mine holding={holding.data} raffle={raffle} isTold={told !== undefined && playback.stage >= STAGE.over} />
          ) : null}
          {mayBuy ? (
            <Section title={t("app-how-many")}>
              <Card className="stack">
                <Quantity value={wanted} most={most} onChange={setQuantity} />
                <Chance raffle={raffle} tickets={held + wanted} bought={wanted} />
              </Card>
            </Section>
          ) : null}
          {raffle.state === "open" && isPlayer && most <= 0 ? (
            <Card>{t("app-cap-reached", { cap: raffle.per_player_cap ?? 0 })}</Card>
          ) : null}
          {raffle.state === "open" && !isPlayer ? <FromTelegram link={`lot_${encodeId(raffle.id)}`} /> : null}
        </div>
        <div className={styles.details}>
          <Prizes raffle={raffle} />
          <OddsAndMoney raffle={raffle} />
          <Rules raffle={raffle} />
          <Fairness raffle={raffle} draw={draw.data} />
        </div>
      </div>
    </Page>
  );
}

/** How full it is, and when it ends. */
function Now({ raffle }: { raffle: Raffle }) {
  const { t } = useTexts();
  const share = soldShare(raffle);
  return (
    <Card className="stack">
      <div className="spread">
        <strong className={styles.sold}>{t("app-sold", { percent: Math.floor(share * 100) })}</strong>
        {raffle.state === "open" ? (
          <span className="hint figures">{t("app-left-of", { left: left(raffle), total: raffle.ticket_total })}</span>
        ) : (
          <span className="hint figures">{t("app-tickets-count", { count: raffle.sold })}</span>
        )}
      </div>
      <Progress share={share} label={t("app-sold", { percent: Math.floor(share * 100) })} />
      <span className="row hint small">
        <Icon name="clock" size={16} />
        <Ends raffle={raffle} />
      </span>
    </Card>
  );
}

/** The player's own tickets; `isTold`: their result has been shown. */
function Mine({ holding, raffle, isTold }: { holding: Holding; raffle: Raffle; isTold: boolean }) {
  const { t } = useTexts();
  const isSealed = raffle.state === "closed" || isDrawn(raffle.state);
  const shown = holding.ranges.reduce((sum, range) => sum + count(range), 0);
  return (
    <Section
      title={t("app-your-tickets")}
      aside={
        isDrawn(raffle.state) && isTold ? (
          <Badge tone={holding.won.length ? "good" : "quiet"}>
            {t(holding.won.length ? "app-fate-won" : "app-fate-lost")}
          </Badge>
        ) : null
      }
    >
      <Card>
        <p className={styles.numbers}>
          {holding.ranges.map((range) =>
            isSealed ? (
              <Link key={range.first} to={`/tickets/${range.order_id}/path`}>
                {rangeText(range)}
              </Link>
            ) : (
              <span key={range.first}>{rangeText(range)}</span>
            ),
          )}
          {shown < holding.tickets ? <span>…</span> : null}
        </p>
        {isSealed ? <p className={`hint small ${styles.sealed}`}>{t("app-path-hint")}</p> : null}
      </Card>
      {holding.won.length && isTold ? (
        <Card isFlush>
          <Row
            icon={<Icon name="gift" />}
            title={t("app-prizes-mine")}
            to={holding.won.length === 1 ? `/prizes/${holding.won[0]!.award_id}` : "/prizes"}
          />
        </Card>
      ) : null}
    </Section>
  );
}

/** The chance of all tickets that the player will hold: of those sold by then, and when all are sold. */
function Chance({ raffle, tickets, bought }: { raffle: Raffle; tickets: number; bought: number }) {
  const { t, percent } = useTexts();
  const among = (total: number) => percent(chance(tickets, total, raffle.odds.winning_tickets));
  return (
    <p className="hint small">
      {t("app-chance", { tickets, now: among(raffle.sold + bought), full: among(raffle.ticket_total) })}
    </p>
  );
}
