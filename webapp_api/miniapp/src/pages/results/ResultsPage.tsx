// The draws that are over, newest first, and how they went for the player.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type Raffle, type RaffleState, rafflesQuery, ticketsQuery, winnersQuery } from "@/api/queries";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { isDrawn } from "@/lottery/useLottery";
import { Badge } from "@/ui/Badge";
import { Card } from "@/ui/Card";
import { Endless } from "@/ui/Endless";
import { Guilloche } from "@/ui/Guilloche";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/States";
import styles from "./ResultsPage.module.css";

const OVER: RaffleState[] = ["drawn", "settled", "cancelling", "cancelled"];

export function Component() {
  const { t } = useTexts();
  const raffles = useInfiniteQuery(rafflesQuery(OVER));
  const tickets = useInfiniteQuery({ ...ticketsQuery, enabled: useIsPlayer() });
  const mine = tickets.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("app-results")} isNarrow>
      <Endless
        query={raffles}
        skeleton={[76, 76, 76, 76]}
        empty={
          <Empty icon="results" title={t("app-no-results")}>
            <p className="hint">{t("app-no-results-hint")}</p>
          </Empty>
        }
      >
        {(items) => (
          <Card isFlush>
            <ul>
              {items.map((raffle) => {
                const held = mine.filter((ticket) => ticket.raffle_id === raffle.id);
                return (
                  <li key={raffle.id}>
                    <Result
                      raffle={raffle}
                      mine={held.length === 0 ? null : held.some((ticket) => ticket.won) ? "won" : "lost"}
                    />
                  </li>
                );
              })}
            </ul>
          </Card>
        )}
      </Endless>
    </Page>
  );
}

function Result({ raffle, mine }: { raffle: Raffle; mine: "won" | "lost" | null }) {
  const { t, of } = useTexts();
  return (
    <Link to={`/lotteries/${raffle.id}`} className={styles.result}>
      <span className={styles.thumb}>
        <Guilloche seed={raffle.id} />
      </span>
      <span className="grow">
        <strong>{of(raffle.titles)}</strong>
        <span className="hint small">{isDrawn(raffle.state) ? <FirstWinner id={raffle.id} /> : t("app-refunded")}</span>
      </span>
      {mine ? (
        <Badge tone={mine === "won" ? "good" : "quiet"}>{t(mine === "won" ? "app-fate-won" : "app-fate-lost")}</Badge>
      ) : null}
    </Link>
  );
}

const REST_MS = 10 * 60_000;

/** Who has the first prize, in a line. It changes only where an alternate steps in. */
function FirstWinner({ id }: { id: string }) {
  const { t, money, whole } = useTexts();
  const { data } = useQuery({ ...winnersQuery(id), staleTime: REST_MS });
  const first = data?.items[0];
  if (!first) return "\u00a0";
  if (first.is_unawarded) return t("app-unawarded");
  return t("app-winner-line", { number: whole(first.ticket_number), name: first.name, prize: money(first.value) });
}
