// How many tickets: a few usual numbers, one more, one fewer, or any that is typed.

import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { Icon } from "@/ui/Icon";
import styles from "./Quantity.module.css";

const USUAL = [1, 5, 10, 25];

export function Quantity({
  value,
  most,
  onChange,
}: {
  value: number;
  most: number;
  onChange: (value: number) => void;
}) {
  const { t, whole } = useTexts();
  const choose = (wanted: number) => {
    const bounded = Math.max(1, Math.min(most, wanted));
    if (bounded !== value) feel.selection();
    onChange(bounded);
  };
  return (
    <div className={styles.quantity}>
      <div className={styles.stepper}>
        <button type="button" onClick={() => choose(value - 1)} disabled={value <= 1} aria-label={t("app-fewer")}>
          <Icon name="minus" />
        </button>
        <input
          type="text"
          inputMode="numeric"
          pattern="[0-9]*"
          enterKeyHint="done"
          aria-label={t("app-how-many")}
          value={value || ""}
          onChange={(event) => onChange(Math.min(most, Number(event.target.value.replace(/\D/g, "").slice(0, 5))))}
          onBlur={() => choose(value)}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" onClick={() => choose(value + 1)} disabled={value >= most} aria-label={t("app-one-more")}>
          <Icon name="plus" />
        </button>
      </div>
      <div className={styles.usual}>
        {USUAL.filter((count) => count <= most).map((count) => (
          <button key={count} type="button" aria-pressed={count === value} onClick={() => choose(count)}>
            {whole(count)}
          </button>
        ))}
      </div>
    </div>
  );
}
