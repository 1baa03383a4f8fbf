// One prize: what was won, how it stands, and the choice about a thing.

import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { prizeQuery, type ShownPrize } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { countdown } from "@/lottery/Ends";
import { addressLines } from "@/pages/profile/AddressForm";
import { ButtonLink } from "@/ui/Button";
import { Card, Row } from "@/ui/Card";
import { Guilloche } from "@/ui/Guilloche";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Rich } from "@/ui/Rich";
import { Skeleton } from "@/ui/Skeleton";
import { Failure } from "@/ui/States";
import { useNow } from "@/ui/useNow";
import { ClaimForm, useClaim } from "./ClaimForm";
import styles from "./PrizePage.module.css";
import { nameOf, stateAt } from "./prize";

const PARENT = "/prizes";

export function Component() {
  const { id = "" } = useParams();
  const prize = useQuery({ ...prizeQuery(id), enabled: useIsPlayer() });
  if (prize.data) return <Shown prize={prize.data} />;
  return (
    <Page title="" parent={PARENT} isNarrow>
      <Personal>
        {prize.isError ? (
          <Failure error={prize.error} onRetry={() => void prize.refetch()} />
        ) : (
          <Skeleton heights={[190, 110, 140]} />
        )}
      </Personal>
    </Page>
  );
}

function Shown({ prize }: { prize: ShownPrize }) {
  const texts = useTexts();
  const { t, of, money } = texts;
  const now = useNow(15_000);
  const claim = useClaim(prize);
  const state = stateAt(prize, now);
  const isOpen = state === "claimable";
  return (
    <Page title={nameOf(texts, prize)} parent={PARENT} isNarrow action={isOpen ? claim.action : null}>
      <Personal>
        <div className={styles.prize}>
          <Guilloche seed={prize.id} className={styles.pattern} />
          <span className="hint">{t("app-place", { position: prize.position })}</span>
          <strong className={styles.value}>{money(prize.value)}</strong>
        </div>
        {prize.descriptions && of(prize.descriptions) ? <p>{of(prize.descriptions)}</p> : null}
        <Card>
          {prize.is_stepped_in ? <p>{t("prizes-stepped-in")}</p> : null}
          <Standing prize={prize} now={now} />
        </Card>
        {isOpen ? <ClaimForm prize={prize} claim={claim} /> : null}
        <Card isFlush>
          <Row
            icon={<Icon name="lotteries" />}
            title={of(prize.raffle_titles)}
            detail={`${prize.raffle_number} · № ${prize.ticket_number}`}
            to={`/lotteries/${prize.raffle_id}`}
          />
        </Card>
        {state === "paid" ? <ButtonLink to="/wallet">{t("app-wallet")}</ButtonLink> : null}
        {state === "expired" || state === "forfeited" || state === "held" ? (
          <ButtonLink to="/profile/support">{t("app-support")}</ButtonLink>
        ) : null}
      </Personal>
    </Page>
  );
}

/** How things stand and what comes next, in the words of the chat. */
function Standing({ prize, now }: { prize: ShownPrize; now: number }) {
  const texts = useTexts();
  const { rich, money, when } = texts;
  const { claim, claim_by: claimBy, paid_at: paidAt } = prize;
  const state = stateAt(prize, now);
  const way = prize.is_thing ? "thing" : "money";
  if (state === "claimable" && claimBy)
    return <Rich text={rich("prizes-claimable", { when: when(claimBy), countdown: countdown(texts, now, claimBy) })} />;
  if (state === "claimed" && claim?.address) {
    const address = `${claim.address.recipient}\n${addressLines(claim.address)}`;
    return <Rich text={rich("prizes-claimed", { when: when(claim.claimed_at), address })} />;
  }
  if (state === "paid" && paidAt)
    return <Rich text={rich("prizes-paid", { way, value: money(prize.value), when: when(paidAt) })} />;
  if (state === "held") return <Rich text={rich("prizes-held", { number: prize.raffle_number })} />;
  if (state === "forfeited") return <Rich text={rich("prizes-forfeited", { number: prize.raffle_number })} />;
  if (state === "expired" && claimBy)
    return <Rich text={rich("prizes-expired", { when: when(claimBy), number: prize.raffle_number })} />;
  return <Rich text={rich("prizes-state", { state, way })} />;
}
