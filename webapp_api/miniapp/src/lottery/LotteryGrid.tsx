// Lotteries beside and below each other, as many in a row as there is room for.

import type { ReactNode } from "react";
import styles from "./LotteryGrid.module.css";

export const LotteryGrid = ({ children }: { children: ReactNode }) => <div className={styles.grid}>{children}</div>;
