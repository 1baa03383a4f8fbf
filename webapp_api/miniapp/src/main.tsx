// Starts the app: how it was launched, in which language, on which page.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { type Player, speakLanguage, useSessionOf } from "@/api/client";
import { keys } from "@/api/keys";
import { ON_SALE, rafflesQuery } from "@/api/queries";
import { Session } from "@/api/session";
import { App } from "@/app/App";
import { newQueryClient } from "@/app/query";
import { languageFor, rememberedLanguage } from "@/i18n/languages";
import { loadTexts } from "@/i18n/load";
import { connect, readLaunch, showReady } from "@/telegram/client";
import { pathOf } from "@/telegram/links";
import { Broken } from "@/ui/Broken";
import "@/ui/base.css";

const RELOADED = "fairlot.reloaded";

// A web view may keep an old page whose files are gone after an update; the newest page names the newest files.
window.addEventListener("vite:preloadError", () => {
  if (sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, "yes");
  location.reload();
});

async function start(): Promise<void> {
  const root = createRoot(document.getElementById("root")!);
  const launch = readLaunch();
  if (launch) connect();
  if (launch?.isFresh && location.pathname === "/") history.replaceState(null, "", pathOf(launch.startParam));

  const language = rememberedLanguage() ?? languageFor(launch?.language, ...navigator.languages);
  document.documentElement.lang = language;
  speakLanguage(language);
  const client = newQueryClient();
  const session = new Session<Player>(launch?.initData ?? null, (player) => client.setQueryData(keys.me, player));
  useSessionOf(session);
  // beside the texts: who opens the app waits for one trip, not for two. A failure is told where somebody needs it
  if (launch) session.token().catch(() => undefined);

  // and what the first page shows comes beside the words, too
  if (location.pathname === "/") void client.prefetchInfiniteQuery(rafflesQuery(ON_SALE));

  try {
    const texts = await loadTexts(language);
    root.render(
      <StrictMode>
        <App client={client} session={session} texts={texts} />
      </StrictMode>,
    );
    sessionStorage.removeItem(RELOADED);
  } catch {
    root.render(<Broken />);
  }
  // two frames: the first one after the commit has painted by then
  requestAnimationFrame(() => requestAnimationFrame(showReady));
}

void start();
