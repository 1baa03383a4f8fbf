// The frame around every page: the tabs, what is said to all, and what every page needs.

import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from "react-router";
import { speakLanguage } from "@/api/client";
import { useLiveRaffles } from "@/api/events";
import { meQuery } from "@/api/queries";
import { useSpeaking, useTexts } from "@/i18n/TextsProvider";
import { useSettingsButton } from "@/telegram/buttons";
import { Icon, type IconName } from "@/ui/Icon";
import { OfflineBanner } from "./OfflineBanner";
import { useIsPlayer } from "./SessionProvider";
import styles from "./Shell.module.css";

const TABS: { to: string; icon: IconName; label: string }[] = [
  { to: "/", icon: "lotteries", label: "app-lotteries" },
  { to: "/tickets", icon: "tickets", label: "app-tickets" },
  { to: "/results", icon: "results", label: "app-results" },
  { to: "/wallet", icon: "wallet", label: "app-wallet" },
  { to: "/profile", icon: "profile", label: "app-profile" },
];

/** The pages that people open next, fetched when nothing else is to be done. */
function fetchNextPages(): void {
  const later = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 2_000));
  later(
    () =>
      void Promise.all([
        import("@/pages/lottery/LotteryPage"),
        import("@/pages/purchase/BuyPage"),
        import("@/pages/tickets/TicketsPage"),
      ]).catch(() => undefined),
  );
}

export function Shell() {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useLiveRaffles();
  useEffect(fetchNextPages, []);
  useProfilesWords();
  useSettingsButton(useCallback(() => void navigate("/profile"), [navigate]));
  const isFirst = TABS.some(({ to }) => to === pathname);

  return (
    <div className={`${styles.shell} ${isFirst ? styles.withTabs : ""}`}>
      <nav className={styles.tabs} aria-label={t("app-sections")}>
        {TABS.map(({ to, icon, label }) => (
          <NavLink
            key={to}
            to={to}
            end={to === "/"}
            className={({ isActive }) => (isActive ? styles.active : undefined)}
          >
            <Icon name={icon} />
            <span>{t(label)}</span>
          </NavLink>
        ))}
      </nav>
      <div className={styles.content}>
        <OfflineBanner />
        <Outlet />
      </div>
      <ScrollRestoration />
    </div>
  );
}

/** Words in the language and the time zone of the profile, which a player may have chosen in the chat. */
function useProfilesWords(): void {
  const { texts, speak, live } = useSpeaking();
  const { data: me } = useQuery({ ...meQuery, enabled: useIsPlayer() });
  useEffect(() => {
    if (!me) return;
    speak(me.language);
    live(me.time_zone);
  }, [me, speak, live]);
  useEffect(() => speakLanguage(texts.language), [texts.language]);
}
