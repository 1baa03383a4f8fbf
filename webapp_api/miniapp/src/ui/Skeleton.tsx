// The shape of what is still on its way.

import { type CSSProperties, useEffect, useState } from "react";
import styles from "./Skeleton.module.css";

/** Waits a moment before it shows, so that what comes quickly does not flicker. */
export function Skeleton({ heights = [96, 96, 96] }: { heights?: number[] }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <div className="stack" aria-hidden="true">
      {heights.map((height, index) => (
        <div key={index} className={styles.bone} style={{ height } as CSSProperties} />
      ))}
    </div>
  );
}
