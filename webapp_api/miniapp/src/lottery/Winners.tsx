// Who won, with as much of a name as strangers may see.

import type { RaffleWinner } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { Card } from "@/ui/Card";
import styles from "./Winners.module.css";

export function Winners({ winners, mine }: { winners: RaffleWinner[]; mine: Set<string> }) {
  const { t, money, whole } = useTexts();
  return (
    <Card isFlush>
      <ol>
        {winners.map((winner) => (
          <li key={winner.award_id} className={`${styles.winner} ${mine.has(winner.award_id) ? styles.mine : ""}`}>
            <span className={styles.number}>{whole(winner.ticket_number)}</span>
            <span className="grow">
              <strong>{mine.has(winner.award_id) ? t("app-you") : winner.name}</strong>
              <span className="hint small">{t("app-place", { position: winner.position })}</span>
            </span>
            <strong className="figures">{money(winner.value)}</strong>
          </li>
        ))}
      </ol>
    </Card>
  );
}
