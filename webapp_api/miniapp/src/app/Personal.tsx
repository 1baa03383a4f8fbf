// What belongs to a player: shown to who is logged in, explained to everybody else.

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { aboutQuery } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { close, openAddress } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Empty, Failure } from "@/ui/States";
import { useSession, useSessionState } from "./SessionProvider";

export function Personal({ children }: { children: ReactNode }) {
  const session = useSession();
  const state = useSessionState();
  if (state === "anonymous") return <FromTelegram />;
  if (state === "reopen") return <Reopen />;
  if (state === "failed")
    return <Failure error={session.problem} onRetry={() => void session.token().catch(() => undefined)} />;
  return children;
}

/** The bot's chat, where the app is opened from; null where nobody knows the bot's name. */
export function useBotUrl(link?: string): string | null {
  const { data: about } = useQuery(aboutQuery);
  return about?.bot_username ? `https://t.me/${about.bot_username}${link ? `?start=${link}` : ""}` : null;
}

/** For who looks from outside: what it takes, and the way there. `link` is what the chat opens. */
export function FromTelegram({ link }: { link?: string }) {
  const { t } = useTexts();
  const url = useBotUrl(link);
  return (
    <Empty icon="lock" title={t("app-outside-title")}>
      <p className="hint">{t("app-outside-text")}</p>
      {url ? (
        <Button look="filled" onClick={() => openAddress(url)}>
          {t("app-open-telegram")}
        </Button>
      ) : null}
    </Empty>
  );
}

function Reopen() {
  const { t } = useTexts();
  const url = useBotUrl();
  return (
    <Empty icon="clock" title={t("app-reopen-title")}>
      <p className="hint">{t("app-reopen-text")}</p>
      <Button look="filled" onClick={() => close() || (url && openAddress(url))}>
        {t("app-reopen-close")}
      </Button>
    </Empty>
  );
}
