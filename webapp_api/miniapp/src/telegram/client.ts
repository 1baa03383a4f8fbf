// The Telegram client around the app. Everything here does nothing where there is none, or where it is too old.

import {
  backButton,
  closingBehavior,
  hapticFeedback,
  init,
  isTMA,
  mainButton,
  miniApp,
  openLink,
  openTelegramLink,
  retrieveLaunchParams,
  retrieveRawInitData,
  settingsButton,
  setTargetOrigin,
  themeParams,
  viewport,
} from "@tma.js/sdk-react";
import { listenToButtons } from "./buttons";
import { sendOnUrl } from "./links";
import { followTheme } from "./theme";

export interface Launch {
  /** The signed launch data, as the API takes them. */
  initData: string;
  language: string | undefined;
  /** What the link asked for; from the signed data, so that nobody can slip it in. */
  startParam: string | undefined;
  /** Whether this page load is the launch itself, not a reload of a page further in. */
  isFresh: boolean;
}

/** Reads how the app was launched, null outside of Telegram, and takes the launch out of the address bar. */
export function readLaunch(): Launch | null {
  const isFresh = location.hash.includes("tgWebAppData");
  try {
    if (!isTMA()) return null;
    const raw = retrieveRawInitData();
    if (!raw) return null;
    const { tgWebAppData: data, tgWebAppStartParam: startParam } = retrieveLaunchParams();
    return { initData: raw, language: data?.user?.language_code, startParam: data?.start_param ?? startParam, isFresh };
  } catch {
    return null; // launch data of another shape than Telegram's
  } finally {
    if (isFresh) history.replaceState(history.state, "", location.pathname + withoutLaunch(location.search));
  }
}

function withoutLaunch(search: string): string {
  const query = new URLSearchParams(search);
  query.delete("tgWebAppStartParam");
  const rest = query.toString();
  return rest && `?${rest}`;
}

let isConnected = false;

/** Connects to the client: colours, sizes, buttons. Before the first paint, so that nothing jumps. */
export function connect(): void {
  // Telegram's own script posts to any origin, too: no event of ours holds a secret, and the CSP says who may frame us
  setTargetOrigin("*");
  try {
    init({ acceptCustomStyles: false }); // these would be inline styles, which the CSP refuses
  } catch {
    return; // launch data, but no client around: a launch that was opened in a browser of its own
  }
  isConnected = true;
  for (const part of [themeParams, miniApp, backButton, mainButton, settingsButton, closingBehavior])
    part.mount.ifAvailable();
  listenToButtons();
  followTheme();
  const mounting = viewport.mount.ifAvailable();
  // the styles have fallbacks for a client that does not tell its size
  if (mounting.ok)
    mounting.data.then(
      () => viewport.bindCssVars.ifAvailable(),
      () => undefined,
    );
}

/** Tells the client that something is to be seen. */
export function showReady(): void {
  if (!isConnected) return;
  miniApp.ready.ifAvailable();
  viewport.expand.ifAvailable();
}

/** Closes the app; false where no client could. */
export function close(): boolean {
  return isConnected && miniApp.close.ifAvailable().ok;
}

/** Opens an address; Telegram's own ones in the client. */
export function openAddress(url: string): void {
  const opened = isConnected && (url.startsWith("https://t.me/") ? openTelegramLink : openLink).ifAvailable(url).ok;
  if (!opened) window.open(url, "_blank", "noopener");
}

/** Sends an address on: to a chat, or outside of Telegram to whatever the device has for it. */
export function sendOn(url: string, text: string): void {
  if (isConnected || !("share" in navigator)) openAddress(sendOnUrl(url, text));
  // rejected: whoever was asked where to send it thought better of it
  else void navigator.share({ url, text }).catch(() => undefined);
}

const haptic = (give: () => unknown) => () => {
  if (isConnected) give();
};

export const feel = {
  /** Something was picked. */
  selection: haptic(() => hapticFeedback.selectionChanged.ifAvailable()),
  /** Something was added or pressed. */
  impact: haptic(() => hapticFeedback.impactOccurred.ifAvailable("light")),
  success: haptic(() => hapticFeedback.notificationOccurred.ifAvailable("success")),
  error: haptic(() => hapticFeedback.notificationOccurred.ifAvailable("error")),
};
