// A lottery in a list: a ticket that shows what can be won, how full it is and when it ends.

import { Link } from "react-router";
import type { Raffle } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { Guilloche } from "@/ui/Guilloche";
import { Icon } from "@/ui/Icon";
import { Progress } from "@/ui/Progress";
import { Ends } from "./Ends";
import styles from "./LotteryCard.module.css";
import { left, soldShare, worth } from "./odds";

export function LotteryCard({ raffle }: { raffle: Raffle }) {
  const { t, of, money } = useTexts();
  const share = soldShare(raffle);
  return (
    <Link to={`/lotteries/${raffle.id}`} className={styles.card}>
      <Stub raffle={raffle} />
      <div className={styles.body}>
        <div className="spread">
          <h3 className={styles.title}>{of(raffle.titles)}</h3>
          <span className={styles.price}>{money(raffle.price)}</span>
        </div>
        <Progress share={share} label={t("app-sold", { percent: Math.floor(share * 100) })} />
        <div className={`spread small hint ${styles.foot}`}>
          <span className="row">
            <Icon name="clock" size={16} />
            <Ends raffle={raffle} />
          </span>
          {raffle.state === "open" ? <span className="figures">{t("app-left", { left: left(raffle) })}</span> : null}
        </div>
      </div>
    </Link>
  );
}

/** The upper part of a ticket: what can be won, over the lottery's own pattern or picture. */
export function Stub({ raffle, isLarge = false }: { raffle: Raffle; isLarge?: boolean }) {
  const { t, money } = useTexts();
  const [first] = raffle.prizes;
  const photo = raffle.photos[0];
  return (
    <div className={`${styles.stub} ${isLarge ? styles.large : ""}`}>
      {photo ? (
        <img src={photo} alt="" loading="lazy" className={styles.photo} />
      ) : (
        <Guilloche seed={raffle.id} className={styles.pattern} />
      )}
      {first ? (
        <div className={styles.prize}>
          <span className={styles.label}>{t("app-prize-label", { count: raffle.odds.winning_tickets })}</span>
          <strong className={styles.worth}>{money(worth(raffle, first))}</strong>
        </div>
      ) : null}
    </div>
  );
}
