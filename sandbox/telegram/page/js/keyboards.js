// Inline keyboards under messages and reply keyboards above the composer.

import { h, icon } from "./dom.js";
import { money } from "./format.js";

const STYLES = new Set(["primary", "success", "danger"]);

function markOf(button) {
  if (button.url || button.login_url) return "link";
  if (button.web_app) return "app";
  if (button.copy_text) return "copy";
  if (button.pay) return "star";
  if (button.switch_inline_query !== undefined || button.switch_inline_query_current_chat !== undefined || button.switch_inline_query_chosen_chat) return "inline";
  return undefined;
}

/** `press(button)` is told of each press; `isPending(button)` keeps the spinner over a redraw. */
export function inlineKeyboard(message, press, isPending) {
  let rows = message.reply_markup?.inline_keyboard ?? [];
  // clients add the pay button themselves when the bot sent an invoice without a keyboard
  if (!rows.length && message.invoice) rows = [[{ text: `Pay ${money(message.invoice.total_amount, message.invoice.currency)}`, pay: true }]];
  if (!rows.length) return undefined;
  return h("div", { class: "keyboard" }, rows.map((row) => h("div", { class: "keyboard-row" }, row.map((button) => {
    const mark = markOf(button);
    return h("button", {
      type: "button",
      class: ["key", STYLES.has(button.style) && `key-${button.style}`, isPending(button) && "is-busy"].filter(Boolean).join(" "),
      "aria-busy": isPending(button) ? "true" : null,
      onclick: (event) => press(button, event.currentTarget),
    }, h("span", { class: "key-text" }, button.text), mark && mark !== "star" && icon(mark));
  }))));
}

/** The keyboard that stands in place of the letters. */
export function replyKeyboard(markup, press) {
  const rows = markup.keyboard.map((row) => row.map((button) => (typeof button === "string" ? { text: button } : button)));
  return h("div", { class: `reply-keyboard ${markup.resize_keyboard ? "" : "is-tall"}`, role: "group", "aria-label": "Answers that the bot offers" },
    rows.map((row) => h("div", { class: "keyboard-row" }, row.map((button) => h("button", {
      type: "button", class: ["key", STYLES.has(button.style) && `key-${button.style}`].filter(Boolean).join(" "), onclick: () => press(button),
    }, button.request_contact && icon("phone"), h("span", { class: "key-text" }, button.text), button.web_app && icon("app"))))));
}

/** What the last word of the bot says about the reply keyboard: {keyboard, from, isUsed}, {forceReply} or nothing. */
export function replyMarkupOf(messages, userId) {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const { reply_markup: markup } = messages[index];
    if (markup?.remove_keyboard) return {};
    if (markup?.keyboard) {
      const answered = messages.slice(index + 1).some((later) => later.from?.id === userId);
      return { keyboard: markup, from: messages[index].message_id, isUsed: Boolean(markup.one_time_keyboard && answered) };
    }
    if (markup?.force_reply && !messages.slice(index + 1).some((later) => later.from?.id === userId)) return { forceReply: messages[index] };
  }
  return {};
}
