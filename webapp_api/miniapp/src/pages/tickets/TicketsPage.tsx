// The player's tickets, lottery by lottery, with what became of them.

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type RaffleState, type Ticket, ticketsQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { count, rangeText } from "@/lottery/numbers";
import { Badge, type Tone } from "@/ui/Badge";
import { ButtonLink } from "@/ui/Button";
import { Endless } from "@/ui/Endless";
import { Guilloche } from "@/ui/Guilloche";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/States";
import styles from "./TicketsPage.module.css";

const MOST_SHOWN = 6;

type Fate = "live" | "drawing" | "won" | "lost" | "refunded" | "void";

const FATES: Record<RaffleState, Fate> = {
  draft: "live",
  open: "live",
  closing: "drawing",
  closed: "drawing",
  drawn: "lost",
  settled: "lost",
  cancelling: "refunded",
  cancelled: "refunded",
};
const TONES: Record<Fate, Tone> = {
  live: "accent",
  drawing: "warn",
  won: "good",
  lost: "quiet",
  refunded: "quiet",
  void: "quiet",
};
const WORDS: Record<Fate, string> = {
  live: "app-fate-live",
  drawing: "app-fate-drawing",
  won: "app-fate-won",
  lost: "app-fate-lost",
  refunded: "app-fate-refunded",
  void: "app-fate-void",
};

/** All tickets of one lottery together, in the order of the newest. */
function byRaffle(tickets: Ticket[]): Ticket[][] {
  const groups = new Map<string, Ticket[]>();
  for (const ticket of tickets) groups.set(ticket.raffle_id, [...(groups.get(ticket.raffle_id) ?? []), ticket]);
  return [...groups.values()];
}

export function Component() {
  const { t } = useTexts();
  const tickets = useInfiniteQuery({ ...ticketsQuery, enabled: useIsPlayer() });
  return (
    <Page title={t("app-tickets")}>
      <Personal>
        <Endless
          query={tickets}
          skeleton={[112, 112, 112]}
          empty={
            <Empty icon="tickets" title={t("app-no-tickets")}>
              <p className="hint">{t("app-no-tickets-hint")}</p>
              <ButtonLink to="/">{t("app-see-lotteries")}</ButtonLink>
            </Empty>
          }
        >
          {(items) => (
            <ul className={styles.grid}>
              {byRaffle(items).map((group) => (
                <li key={group[0]!.raffle_id}>
                  <Tickets tickets={group} />
                </li>
              ))}
            </ul>
          )}
        </Endless>
      </Personal>
    </Page>
  );
}

function Tickets({ tickets }: { tickets: Ticket[] }) {
  const { t, of, money } = useTexts();
  const [first] = tickets as [Ticket];
  const won = tickets.flatMap((ticket) => ticket.won ?? []);
  const live = tickets.filter((ticket) => !ticket.is_void);
  const fate = won.length ? "won" : live.length ? FATES[first.raffle_state] : "void";
  const total = live.reduce((sum, ticket) => sum + count(ticket), 0);
  return (
    <Link to={`/lotteries/${first.raffle_id}`} className={`${styles.ticket} ${styles[fate] ?? ""}`}>
      <Guilloche seed={first.raffle_id} className={styles.pattern} />
      <div className="spread">
        <h3 className={styles.title}>{of(first.titles)}</h3>
        <Badge tone={TONES[fate]}>{t(WORDS[fate])}</Badge>
      </div>
      <p className={styles.numbers}>
        {tickets.slice(0, MOST_SHOWN).map((ticket) => (
          <span key={ticket.entry_id}>{ticket.is_void ? <s>{rangeText(ticket)}</s> : rangeText(ticket)}</span>
        ))}
        {tickets.length > MOST_SHOWN ? <span>…</span> : null}
      </p>
      <div className="spread small">
        <span className="hint">{t("app-tickets-count", { count: total })}</span>
        {won.length ? (
          <strong className="good figures">
            {money({ ...won[0]!, amount: won.reduce((sum, one) => sum + one.amount, 0) })}
          </strong>
        ) : (
          <span className="hint">{first.raffle_number}</span>
        )}
      </div>
    </Link>
  );
}
