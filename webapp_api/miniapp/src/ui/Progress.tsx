// A share as a bar.

import styles from "./Progress.module.css";

/** `share` from 0 to 1; the bar is full only when it is. `label` is what readers of the screen hear. */
export function Progress({ share, label }: { share: number; label: string }) {
  const percent = Math.min(100, share * 100);
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
    >
      <div className={styles.fill} style={{ width: `${percent > 0 ? Math.max(percent, 1.5) : 0}%` }} />
    </div>
  );
}
