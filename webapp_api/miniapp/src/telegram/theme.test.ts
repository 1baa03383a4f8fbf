import { describe, expect, it } from "vitest";
import { contrast, isDark } from "./colors";
import { variables } from "./theme";

const THEMES = {
  light: {
    bg_color: "#ffffff",
    secondary_bg_color: "#f1f1f4",
    text_color: "#0f1419",
    hint_color: "#707579",
    button_color: "#1a6fc4",
    button_text_color: "#ffffff",
  },
  "nothing to be seen": {
    bg_color: "#ffffff",
    text_color: "#fefefe",
    hint_color: "#f0f0f0",
    button_color: "#ffffff",
    button_text_color: "#ffffff",
    accent_text_color: "#fdfdff",
  },
  "black on black": {
    bg_color: "#101010",
    secondary_bg_color: "#000000",
    section_bg_color: "#161616",
    text_color: "#202020",
    hint_color: "#2a2a2a",
    link_color: "#1a1a60",
    button_color: "#111111",
    button_text_color: "#151515",
    destructive_text_color: "#300000",
  },
  "grey in the middle": {
    bg_color: "#808080",
    text_color: "#7f7f7f",
    hint_color: "#888888",
    button_color: "#7a7a7a",
    button_text_color: "#818181",
  },
  empty: {},
};

describe.each(Object.entries(THEMES))("%s", (_, theme) => {
  const of = variables(theme);
  it.each(["text", "hint", "accent", "danger", "good", "warn"])("%s can be read", (name) => {
    // a ground between light and dark bears 4.5 towards one side at best
    for (const ground of [of.surface!, of.page!]) expect(contrast(of[name]!, ground)).toBeGreaterThan(3.9);
  });
  it("the button's words can be read", () => expect(contrast(of["on-button"]!, of.button!)).toBeGreaterThanOrEqual(3));
});

it("leaves a good theme as it is", () => {
  expect(variables(THEMES.light)).toMatchObject({
    text: "#0f1419",
    button: "#1a6fc4",
    page: "#f1f1f4",
    surface: "#ffffff",
  });
});

it("tells dark from light", () => {
  expect([isDark("#17212b"), isDark("#ffffff"), isDark("#000000")]).toEqual([true, false, true]);
});
