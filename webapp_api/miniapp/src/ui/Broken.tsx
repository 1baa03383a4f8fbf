// What remains where not even the words could be loaded.

import { Icon } from "./Icon";
import styles from "./Broken.module.css";

export function Broken() {
  return (
    <button type="button" className={styles.broken} onClick={() => location.reload()} aria-label="Reload">
      <Icon name="offline" size={44} />
      <Icon name="refresh" size={32} />
    </button>
  );
}
