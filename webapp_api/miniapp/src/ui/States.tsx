// What stands in place of a list: nothing, a failure, or that one has to come from Telegram.

import type { ReactNode } from "react";
import { ApiError, OFFLINE } from "@/api/errors";
import { useTexts } from "@/i18n/TextsProvider";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";
import styles from "./States.module.css";

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className={styles.state}>
      <span className={styles.sign}>
        <Icon name={icon} size={30} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Why something is not there, in the player's language, and Retry. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTexts();
  const isOffline = error instanceof ApiError && error.code === OFFLINE;
  return (
    <div className={styles.state} role="alert">
      <span className={styles.sign}>
        <Icon name={isOffline ? "offline" : "alert"} size={30} />
      </span>
      <h2>{isOffline ? t("app-offline-title") : t("app-failed-title")}</h2>
      <p className="hint">{errorWords(error, t)}</p>
      {onRetry ? <Button onClick={onRetry}>{t("app-retry")}</Button> : null}
    </div>
  );
}

/** A refusal in words: the server's, or ours where no server spoke. */
export function errorWords(error: unknown, t: (id: string) => string): string {
  if (error instanceof ApiError && error.detail) return error.detail;
  if (error instanceof ApiError && error.code === OFFLINE) return t("app-offline-text");
  return t("error-internal");
}

/** A refusal beside what was tried. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useTexts();
  if (!error) return null;
  return (
    <p className={styles.refusal} role="alert">
      {errorWords(error, t)}
    </p>
  );
}
