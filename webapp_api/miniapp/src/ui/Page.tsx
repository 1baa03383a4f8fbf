// A screen: its heading, the way back where the client draws none, and its one action.

import { type ReactNode, useEffect } from "react";
import { useNavigate } from "react-router";
import { type Action, hasBackButton, hasMainButton, useBackButton, useMainButton } from "@/telegram/buttons";
import { useTexts } from "@/i18n/TextsProvider";
import { Button } from "./Button";
import { Icon } from "./Icon";
import styles from "./Page.module.css";

interface Props {
  title: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  /** Where this page lies below: the way back for who came here directly. None: a first page. */
  parent?: string;
  /** Asked before the page is left by its way back. */
  mayLeave?: () => Promise<boolean>;
  action?: Action | null;
  isNarrow?: boolean;
  children: ReactNode;
}

export function Page({ title, aside, parent, mayLeave, action = null, isNarrow = false, children }: Props) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const back = async () => {
    if (mayLeave && !(await mayLeave())) return;
    // the router counts the pages since the launch; before the first one there is nothing to go back to
    const index = (window.history.state as { idx?: number } | null)?.idx ?? 0;
    if (index > 0) navigate(-1);
    else navigate(parent ?? "/", { replace: true });
  };
  useEffect(() => {
    document.title = typeof title === "string" && title ? `${title} · Fairlot` : "Fairlot";
  }, [title]);
  useBackButton(parent === undefined ? null : () => void back());

  return (
    <main className={`${styles.page} ${isNarrow ? styles.narrow : ""}`}>
      <header className={styles.head}>
        {parent !== undefined && !hasBackButton() ? (
          <button type="button" className={styles.back} onClick={() => void back()} aria-label={t("app-back")}>
            <Icon name="back" />
          </button>
        ) : null}
        <h1 className="grow">{title}</h1>
        {aside}
      </header>
      {children}
      <MainAction action={action} />
    </main>
  );
}

function MainAction({ action }: { action: Action | null }) {
  const isClients = hasMainButton();
  useMainButton(isClients ? action : null);
  if (!action || isClients) return null;
  return (
    <div className={styles.bottom}>
      <Button look="filled" isWide isBusy={action.isBusy} disabled={action.isDisabled} onClick={action.onPress}>
        {action.text}
      </Button>
    </div>
  );
}
