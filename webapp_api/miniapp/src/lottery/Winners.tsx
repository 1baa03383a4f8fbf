// Who won, with as much of a name as strangers may see.

import type { RaffleWinner } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { Card } from "@/ui/Card";
import { Roll } from "./Roll";
import styles from "./Winners.module.css";

/** `isFresh`: the draw was watched until now, so that its numbers roll in. */
export function Winners({
  winners,
  mine,
  total,
  isFresh,
}: {
  winners: RaffleWinner[];
  mine: Set<string>;
  total: number;
  isFresh: boolean;
}) {
  const { t, money } = useTexts();
  return (
    <Card isFlush>
      <ol>
        {winners.map((winner) => (
          <li key={winner.award_id} className={`${styles.winner} ${mine.has(winner.award_id) ? styles.mine : ""}`}>
            <span className={styles.number}>
              <Roll value={winner.ticket_number} total={total} isRolling={isFresh} />
            </span>
            <span className="grow">
              {winner.is_unawarded ? null : <strong>{mine.has(winner.award_id) ? t("app-you") : winner.name}</strong>}
              <span className="hint small">{t("app-place", { position: winner.position })}</span>
              {winner.is_unawarded ? <span className="hint small">{t("app-unawarded")}</span> : null}
              {winner.alternate !== null && !winner.is_unawarded ? (
                <span className="hint small">{t("app-alternate", { alternate: winner.alternate })}</span>
              ) : null}
            </span>
            <strong className="figures">{money(winner.value)}</strong>
          </li>
        ))}
      </ol>
    </Card>
  );
}
