// The way of one's own tickets to the root in the close record, checked on this device.

import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { pathQuery, type TicketPath } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { rangeText } from "@/lottery/numbers";
import { Card, Section } from "@/ui/Card";
import { Copyable } from "@/ui/Copyable";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Failure } from "@/ui/States";
import { firstWrong, STEPS } from "./inclusion";
import styles from "./PathPage.module.css";

export function Component() {
  const { order = "" } = useParams();
  const { t } = useTexts();
  const path = useQuery({ ...pathQuery(order), enabled: useIsPlayer(), retry: false });
  return (
    <Page title={t("app-path")} parent="/tickets" isNarrow>
      <Personal>
        {path.data ? (
          <Found path={path.data} order={order} />
        ) : path.isError ? (
          <Failure error={path.error} onRetry={() => void path.refetch()} />
        ) : (
          <Skeleton heights={[150, 210]} />
        )}
      </Personal>
    </Page>
  );
}

function Found({ path, order }: { path: TicketPath; order: string }) {
  const { t, whole } = useTexts();
  const checked = useQuery({
    queryKey: ["path-check", order],
    queryFn: async () => ({ wrong: await firstWrong(path) }),
  });
  const [first, last] = path.entry as [number, number, string];
  const close = path.close as { entry_root: string; entry_count: number };
  const wrong = checked.data?.wrong ?? null;
  const reached = wrong === null ? STEPS : STEPS.slice(0, STEPS.indexOf(wrong) + 1);
  return (
    <>
      <Card className="stack">
        <h2>{t("app-path-entry", { numbers: rangeText({ first, last }) })}</h2>
        <p className="hint">{t("app-path-place", { place: whole(path.index + 1), count: whole(close.entry_count) })}</p>
        {checked.data ? (
          <ul className={styles.steps} role="status">
            {reached.map((step) => (
              <li key={step} className={step === wrong ? "danger" : "good"}>
                <Icon name={step === wrong ? "cross" : "check"} size={18} />
                <span>{t("app-path-step", { step, steps: path.siblings.length })}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </Card>
      <Section title={t("app-path-values")}>
        <Card isFlush>
          <Copyable name={t("app-path-line")} value={path.line} />
          <Copyable name={t("app-path-leaf")} value={path.leaf} />
          <Copyable name={t("app-record-entries")} value={close.entry_root} />
          <Copyable name={t("app-record-close")} value={path.close_hash} />
        </Card>
      </Section>
      <Section title={t("app-command")}>
        <Card isFlush>
          <div className={styles.file}>
            <Copyable name="path.json" value={JSON.stringify(path)} />
          </div>
          <Copyable name={t("app-path-secret")} value="fairlot verify proof.json --path path.json" />
        </Card>
      </Section>
    </>
  );
}
