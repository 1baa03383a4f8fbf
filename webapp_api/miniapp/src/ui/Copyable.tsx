// A long code that can be copied; its middle is left out where the line is short.

import { useEffect, useState } from "react";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import styles from "./Copyable.module.css";
import { Icon } from "./Icon";

const SHOWN_MS = 1_500;

export function Copyable({ name, value }: { name: string; value: string }) {
  const { t } = useTexts();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      feel.selection();
    } catch {
      // a frame may be forbidden to; the text can still be selected
    }
  };
  return (
    <div className={styles.line}>
      <div className="grow">
        <div className="hint small">{name}</div>
        <div className={`mono ${styles.value}`}>{value}</div>
      </div>
      <button
        type="button"
        className={styles.copy}
        onClick={() => void copy()}
        aria-label={`${t("app-copy")}: ${name}`}
      >
        <Icon name={isCopied ? "check" : "copy"} size={20} />
      </button>
    </div>
  );
}
