// The public page of a draw: what was committed to, sealed and revealed, and its verification on this device.

import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { type RaffleDraw, raffleQuery, drawQuery } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { DrawSteps } from "@/lottery/DrawSteps";
import { Grade } from "@/lottery/Grade";
import { isDrawn, isDrawing, isRefunded } from "@/lottery/useLottery";
import { sendOn } from "@/telegram/client";
import { proofLink } from "@/telegram/links";
import { Button } from "@/ui/Button";
import { Card, Row, Section } from "@/ui/Card";
import { Copyable } from "@/ui/Copyable";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failure } from "@/ui/States";
import { entriesUrl, proofUrl } from "./useVerification";
import { Verify } from "./Verify";
import styles from "./ProofPage.module.css";

const WATCH_MS = 3_000;

export function Component() {
  const { id = "" } = useParams();
  const { t, of, language } = useTexts();
  const raffle = useQuery(raffleQuery(id));
  const state = raffle.data?.state;
  const draw = useQuery({ ...drawQuery(id), refetchInterval: state && isDrawing(state) ? WATCH_MS : false });
  const failed = [raffle, draw].find((query) => query.isError && !query.data);
  if (!raffle.data || !draw.data || !state) {
    return (
      <Page title={t("app-fairness")} parent={`/lotteries/${id}`} isNarrow>
        {failed ? (
          <Failure error={failed.error} onRetry={() => void failed.refetch()} />
        ) : (
          <Skeleton heights={[90, 210, 160]} />
        )}
      </Page>
    );
  }
  const titles = raffle.data.titles;
  const isProved = isDrawn(state) && draw.data.server_seed !== null;
  return (
    <Page title={t("app-fairness")} parent={`/lotteries/${id}`} isNarrow>
      <Card isFlush>
        <Row icon={<Icon name="lotteries" />} title={of(titles)} detail={raffle.data.number} to={`/lotteries/${id}`} />
        <Grade draw={draw.data} />
      </Card>
      {isProved ? (
        <Verify id={raffle.data.id} />
      ) : isDrawing(state) ? (
        <Section title={t("app-draw")}>
          <Card>
            <DrawSteps raffle={raffle.data} draw={draw.data} />
          </Card>
        </Section>
      ) : (
        <Card>
          <Empty icon="lock" title={t("app-no-proof-yet", { state })}>
            {isRefunded(state) ? <p>{t("proof-cancelled", { reason: raffle.data.cancel_reason ?? "" })}</p> : null}
          </Empty>
        </Card>
      )}
      <Records draw={draw.data} />
      {isProved ? <Files id={raffle.data.id} number={raffle.data.number} /> : null}
      <Button look="soft" isWide onClick={() => sendOn(proofLink(location.origin, id, language), of(titles))}>
        <Icon name="share" size={20} />
        {t("app-share")}
      </Button>
    </Page>
  );
}

function Records({ draw }: { draw: RaffleDraw }) {
  const { t, when } = useTexts();
  const close = draw.close as { entry_root: string; void_root: string; void_count: number } | null;
  const { chain_id: chain, kind } = draw.beacon as { chain_id: string; kind: string };
  return (
    <>
      <Section title={t("app-before-sale")} aside={<span className="hint small">{when(draw.opened_at)}</span>}>
        <Card isFlush>
          <Copyable name={t("app-record-commit")} value={draw.server_commit} />
          <Copyable name={t("app-record-rules")} value={draw.rules_hash} />
          <Copyable name={t("app-record-beacon", { kind })} value={chain} />
        </Card>
      </Section>
      {close && draw.close_hash ? (
        <Section title={t("app-at-close")}>
          <Card isFlush>
            <Copyable name={t("app-record-close")} value={draw.close_hash} />
            <Copyable name={t("app-record-entries")} value={close.entry_root} />
            {close.void_count ? (
              <Copyable name={t("app-record-voids", { count: close.void_count })} value={close.void_root} />
            ) : null}
          </Card>
        </Section>
      ) : null}
      {draw.randomness && draw.server_seed ? (
        <Section
          title={t("app-at-draw")}
          aside={draw.due_at ? <span className="hint small">{when(draw.due_at)}</span> : null}
        >
          <Card isFlush>
            <Copyable name={t("app-record-value")} value={draw.randomness} />
            <Copyable name={t("app-record-seed")} value={draw.server_seed} />
          </Card>
        </Section>
      ) : null}
    </>
  );
}

/** The verifier for Node, which the build lays beside the app. */
const VERIFIER = "verify.mjs";

function Files({ id, number }: { id: string; number: string }) {
  const { t } = useTexts();
  const [proof, entries] = [`${number}-proof.json`, `${number}-entries.csv`];
  return (
    <Section title={t("app-files")}>
      <Card isFlush>
        <Download url={proofUrl(id)} as={proof} name="proof.json" />
        <Download url={entriesUrl(id)} as={entries} name="entries.csv" />
        <Download url={`/${VERIFIER}`} as={VERIFIER} name={VERIFIER} />
        <Copyable name={t("app-command")} value={`fairlot verify ${proof} ${entries}`} />
        <Copyable name={t("app-command-node")} value={`node ${VERIFIER} ${proof} ${entries}`} />
      </Card>
    </Section>
  );
}

function Download({ url, as, name }: { url: string; as: string; name: string }) {
  return (
    <a className={styles.file} href={url} download={as}>
      <Icon name="download" size={20} />
      {name}
    </a>
  );
}
