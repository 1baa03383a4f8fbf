// A draw that is over: its steps when they are played again, the winners, and how it went for the player.

import { useEffect, useRef } from "react";
import type { Holding, Raffle, RaffleDraw, RaffleWinner } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { Button } from "@/ui/Button";
import { Card, Section } from "@/ui/Card";
import styles from "./Ceremony.module.css";
import { DrawSteps } from "./DrawSteps";
import { isCalm, type Playback, seenAt, STAGE } from "./playback";
import { Winners } from "./Winners";

interface Props {
  raffle: Raffle;
  draw: RaffleDraw;
  winners: RaffleWinner[];
  holding: Holding | undefined;
  playback: Playback;
}

export function Ceremony({ raffle, draw, winners, holding, playback }: Props) {
  const { t } = useTexts();
  const { stage, beganAt, isShown } = playback;
  const isOver = stage >= STAGE.over;
  const isBelow = !isShown || stage === STAGE.rolling;
  const numbers = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // on a phone the numbers would roll below the screen
    if (isShown && stage === STAGE.rolling) numbers.current?.scrollIntoView({ block: "start", behavior: "smooth" });
  }, [isShown, stage]);
  const button = isOver ? (
    isCalm() || draw.is_halted ? null : (
      <Button isSmall onClick={playback.play}>
        {t("app-replay")}
      </Button>
    )
  ) : (
    <Button isSmall onClick={playback.skip}>
      {t("app-skip")}
    </Button>
  );
  return (
    <>
      {isShown ? (
        <Section title={t("app-draw")} aside={isBelow ? null : button}>
          <Card>
            <DrawSteps raffle={raffle} draw={isOver ? draw : seenAt(draw, stage, beganAt)} />
          </Card>
        </Section>
      ) : null}
      {stage >= STAGE.rolling ? (
        <div ref={numbers} className={styles.numbers}>
          <Section title={t("app-winners")} aside={isBelow ? button : null}>
            <Winners
              key={isOver ? "still" : "rolling"}
              winners={winners}
              mine={new Set(isOver ? holding?.won.map((won) => won.award_id) : [])}
              total={raffle.ticket_total}
              isFresh={!isOver}
            />
          </Section>
        </div>
      ) : null}
      {isOver && isShown && holding && holding.tickets > 0 ? <Own holding={holding} /> : null}
    </>
  );
}

/** The player's own result; plain words for who did not win. */
function Own({ holding }: { holding: Holding }) {
  const { t, money, whole } = useTexts();
  return (
    <div role="status" className={holding.won.length ? styles.won : styles.own}>
      {holding.won.length ? (
        holding.won.map((won) => (
          <p key={won.award_id}>{t("app-own-won", { number: whole(won.ticket_number), prize: money(won.value) })}</p>
        ))
      ) : (
        <p>{t("results-not-won", { tickets: holding.tickets })}</p>
      )}
    </div>
  );
}
