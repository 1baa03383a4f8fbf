// Verify on this device, step by step.

import { useEffect } from "react";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Card, Section } from "@/ui/Card";
import { Icon } from "@/ui/Icon";
import { Progress } from "@/ui/Progress";
import { Spinner } from "@/ui/Spinner";
import { Refusal } from "@/ui/States";
import { STEPS } from "@/verify/verify";
import { useVerification, type Verification } from "./useVerification";
import styles from "./Verify.module.css";

type Stage = "done" | "now" | "wrong" | "later";

function stageOf(verification: Verification, step: number): Stage {
  if (verification.state === "running")
    return step < verification.step ? "done" : step === verification.step ? "now" : "later";
  if (verification.state !== "judged") return "later";
  const { isValid, step: last } = verification.verdict;
  return isValid || step < last ? "done" : step === last ? "wrong" : "later";
}

export function Verify({ id }: { id: string }) {
  const { t } = useTexts();
  const [verification, start] = useVerification(id);
  const isBusy = verification.state === "loading" || verification.state === "running";
  const verdict = verification.state === "judged" ? verification.verdict : null;
  useEffect(() => {
    if (verdict) (verdict.isValid ? feel.success : feel.error)();
  }, [verdict]);

  return (
    <Section title={t("app-verify-title")}>
      <Card className="stack">
        <p className="hint">{t("app-verify-text")}</p>
        {verification.state === "idle" ? null : (
          <ol className={styles.steps} aria-live="polite">
            {Array.from({ length: STEPS }, (_, index) => index + 1).map((step) => {
              const stage = stageOf(verification, step);
              return (
                <li key={step} className={styles[stage]}>
                  <span className={styles.sign}>
                    {stage === "done" ? (
                      <Icon name="check" size={15} />
                    ) : stage === "wrong" ? (
                      <Icon name="cross" size={15} />
                    ) : stage === "now" ? (
                      <Spinner size={17} />
                    ) : (
                      step
                    )}
                  </span>
                  <span className="grow">
                    {t("proof-step", { step })}
                    {stage === "now" &&
                    verification.state === "running" &&
                    verification.share > 0 &&
                    verification.share < 1 ? (
                      <Progress share={verification.share} label={t("proof-step", { step })} />
                    ) : null}
                  </span>
                </li>
              );
            })}
          </ol>
        )}
        {verdict ? (
          <div className={`${styles.verdict} ${verdict.isValid ? styles.valid : styles.invalid}`} role="status">
            <Icon name={verdict.isValid ? "shield" : "alert"} size={26} />
            <div className="grow">
              <strong>{t(verdict.isValid ? "app-verdict-valid" : "app-verdict-invalid")}</strong>
              {verdict.isValid ? (
                <p className="small">{t("app-verdict-valid-text")}</p>
              ) : (
                <p className="mono">
                  {verdict.field}: {verdict.reason}
                </p>
              )}
            </div>
          </div>
        ) : null}
        {verification.state === "unusable" ? (
          <p className="danger">{t("app-proof-unusable", { reason: verification.reason })}</p>
        ) : null}
        {verification.state === "failed" ? <Refusal error={verification.error ?? new Error("verification")} /> : null}
        <Button look={verdict?.isValid ? "soft" : "filled"} isWide isBusy={isBusy} onClick={start}>
          <Icon name="shield" size={20} />
          {t(verification.state === "idle" ? "app-verify" : "app-verify-again")}
        </Button>
      </Card>
    </Section>
  );
}
