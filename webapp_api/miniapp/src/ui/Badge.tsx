// A few words about a state.

import type { ReactNode } from "react";
import styles from "./Badge.module.css";

export type Tone = "accent" | "good" | "warn" | "danger" | "quiet";

export const Badge = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>
);
