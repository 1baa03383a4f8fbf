// Says that the device has no network, as long as it has none.

import { useSyncExternalStore } from "react";
import { useTexts } from "@/i18n/TextsProvider";
import { Icon } from "@/ui/Icon";
import styles from "./OfflineBanner.module.css";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function OfflineBanner() {
  const { t } = useTexts();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (isOnline) return null;
  return (
    <p className={styles.banner} role="status">
      <Icon name="offline" size={18} />
      {t("app-offline-banner")}
    </p>
  );
}
