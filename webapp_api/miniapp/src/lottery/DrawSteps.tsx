// The draw as it happens: sealed, waiting for the beacon's round, revealed.

import type { ReactNode } from "react";
import type { Raffle, RaffleDraw } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { Icon } from "@/ui/Icon";
import { Spinner } from "@/ui/Spinner";
import { useNow } from "@/ui/useNow";
import styles from "./DrawSteps.module.css";
import { countdown } from "./Ends";

const MINUTE_MS = 60_000;

type Stage = "done" | "now" | "later";

function Step({ stage, title, children }: { stage: Stage; title: string; children?: ReactNode }) {
  return (
    <li className={styles[stage]}>
      <span className={styles.sign}>
        {stage === "done" ? <Icon name="check" size={16} /> : stage === "now" ? <Spinner size={18} /> : null}
      </span>
      <div className="grow">
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}

export function DrawSteps({ raffle, draw }: { raffle: Raffle; draw: RaffleDraw }) {
  const { t, when } = useTexts();
  const isRevealed = draw.server_seed !== null;
  const close = draw.close as { closed_at: number; beacon: { round: number } } | null;
  const round = close ? close.beacon.round : null;
  return (
    <ol className={styles.steps} aria-live="polite">
      <Step
        stage={draw.close_hash ? "done" : "now"}
        title={draw.close_hash ? t("app-draw-sealed", { tickets: raffle.sold - raffle.voided }) : t("app-draw-sealing")}
      >
        {draw.close_hash ? <p className={`mono hint ${styles.hash}`}>{draw.close_hash}</p> : null}
        {close ? <p className="hint small">{when(new Date(close.closed_at * 1000).toISOString())}</p> : null}
      </Step>
      <Step
        stage={draw.randomness ? "done" : draw.close_hash ? "now" : "later"}
        title={round === null ? t("app-draw-beacon-later") : t("app-draw-beacon", { round })}
      >
        {draw.randomness ? (
          <p className={`mono hint ${styles.hash}`}>{draw.randomness}</p>
        ) : draw.close && draw.due_at ? (
          <Waiting dueAt={draw.due_at} />
        ) : null}
        {draw.randomness && draw.due_at ? <p className="hint small">{when(draw.due_at)}</p> : null}
      </Step>
      <Step
        stage={isRevealed ? "done" : draw.randomness ? "now" : "later"}
        title={isRevealed ? t("app-draw-opened") : t("app-draw-open-later")}
      />
      {draw.is_halted ? <Step stage="now" title={t("app-draw-halted")} /> : null}
    </ol>
  );
}

function Waiting({ dueAt }: { dueAt: string }) {
  const texts = useTexts();
  const now = useNow(1_000);
  const leftMs = Date.parse(dueAt) - now;
  if (leftMs <= 0) return <p className="hint small">{texts.t("app-draw-due")}</p>;
  if (leftMs >= MINUTE_MS) return <p className="hint small figures">{countdown(texts, now, dueAt)}</p>;
  return (
    <p className={`figures ${styles.countdown}`} aria-live="off">
      {texts.t("live-seconds", { seconds: Math.ceil(leftMs / 1000) })}
    </p>
  );
}
