// A panel over the page: from below on phones, in the middle elsewhere. The platform's dialog keeps the focus inside.

import { type ReactNode, useEffect, useRef } from "react";
import { useBackButton } from "@/telegram/buttons";
import { useTexts } from "@/i18n/TextsProvider";
import { Icon } from "./Icon";
import styles from "./Sheet.module.css";

export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  useBackButton(onClose);

  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 className="grow">{title}</h2>
          <button type="button" className={styles.close} onClick={onClose} aria-label={t("app-close")}>
            <Icon name="cross" size={20} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
