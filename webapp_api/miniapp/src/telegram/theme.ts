// The client's colours as CSS variables. Themes may be of anybody's making, so text that could not be read is corrected.

import { miniApp, themeParams } from "@tma.js/sdk-react";
import { isDark, readable } from "./colors";

const TEXT = 4.5;
const LARGE = 3;

/** Our own variables from a theme; what the theme lacks (older clients) falls back to what it has. */
export function variables(theme: Record<string, string | undefined>): Record<string, string> {
  const background = theme.bg_color ?? "#ffffff";
  const dark = isDark(background);
  const page = theme.secondary_bg_color ?? background;
  const surface = theme.section_bg_color ?? background;
  const grounds = [surface, page];
  const text = readable(theme.text_color ?? (dark ? "#ffffff" : "#000000"), grounds, TEXT);
  const accent = theme.accent_text_color ?? theme.link_color ?? theme.button_color ?? text;
  const button = theme.button_color ?? accent;
  return {
    page,
    surface,
    text,
    hint: readable(theme.subtitle_text_color ?? theme.hint_color ?? text, grounds, TEXT),
    accent: readable(accent, grounds, TEXT),
    button,
    "on-button": readable(theme.button_text_color ?? "#ffffff", [button], LARGE),
    line: theme.section_separator_color ?? (dark ? "#ffffff1f" : "#0000001a"),
    danger: readable(theme.destructive_text_color ?? "#d6353f", grounds, TEXT),
    good: readable(dark ? "#4fc98a" : "#14804a", grounds, TEXT),
    warn: readable(dark ? "#f0b95a" : "#965f00", grounds, TEXT),
  };
}

/** Writes the theme now and whenever the person changes it. */
export function followTheme(): void {
  const apply = () => {
    const root = document.documentElement;
    const theme = themeParams.state() as Record<string, string | undefined>;
    root.dataset.scheme = isDark(theme.bg_color ?? "#ffffff") ? "dark" : "light";
    for (const [name, color] of Object.entries(variables(theme))) root.style.setProperty(`--${name}`, color);
    // the frame around the app in the colour of its page, so that both are one
    const key = theme.secondary_bg_color ? "secondary_bg_color" : "bg_color";
    miniApp.setBgColor.ifAvailable(theme.secondary_bg_color ?? key);
    miniApp.setHeaderColor.ifAvailable(key);
    miniApp.setBottomBarColor.ifAvailable(theme.bottom_bar_bg_color ?? theme.secondary_bg_color ?? "#ffffff");
  };
  themeParams.state.sub(apply);
  apply();
}
