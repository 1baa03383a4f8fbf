// Where a person writes: text, photo, commands, inline queries, the bot's reply keyboard, the menu button.

import { api } from "./api.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";

const INLINE_DELAY_MS = 250;
const TALLEST_PX = 160;

/**
 * `pane` gives: target, bot(), user(), commands(), menuButton(), send(text, extra), openApp(button), shareContact(), attempt(action), toast(text).
 */
export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.input = h("textarea", {
      class: "input", rows: "1", placeholder: "Message", "aria-label": "Message", dir: "auto",
      oninput: () => this.changed(), onkeydown: (event) => this.key(event),
    });
    this.menu = h("button", { type: "button", class: "menu-button", onclick: () => this.pressMenu() });
    this.file = h("input", { type: "file", accept: "image/jpeg,image/png,image/webp", hidden: true, onchange: () => this.sendPhoto() });
    this.photo = iconButton("photo", "Send a photo", () => this.file.click());
    this.toggle = iconButton("keyboard", "Show or hide the bot's answers", () => this.showKeyboard(this.keyboardBox.hidden));
    this.sendButton = iconButton("send", "Send", () => this.submit(), "send");
    this.suggestions = h("div", { class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.replyBar = h("div", { class: "reply-bar", hidden: true });
    this.keyboardBox = h("div", { hidden: true });
    this.bar = h("div", { class: "composer-bar" }, this.menu, this.photo, this.input, this.toggle, this.sendButton, this.file);
    this.element = h("div", { class: "composer" }, this.suggestions, this.replyBar, this.bar, this.keyboardBox);
    this.setReplyMarkup({});
    this.refresh();
  }

  /** Draws what depends on the bot's settings and the person. */
  refresh() {
    const button = this.pane.menuButton();
    const commands = this.pane.commands();
    const isApp = button?.type === "web_app";
    this.menu.hidden = !isApp && !commands.length;
    this.menu.classList.toggle("is-app", isApp);
    this.menu.setAttribute("aria-label", isApp ? `Open ${button.text}` : "Commands");
    this.menu.title = isApp ? button.text : "Commands";
    this.menu.replaceChildren(...(isApp ? [icon("app"), h("span", {}, button.text)] : [icon("slash")]));
    this.photo.hidden = !this.pane.target.isPrivate;
  }

  pressMenu() {
    const button = this.pane.menuButton();
    if (button?.type === "web_app") return this.pane.openApp({ url: button.web_app?.url, isMenu: true });
    if (!this.suggestions.hidden) return this.suggest([]);
    this.suggestCommands("");
    return this.input.focus();
  }

  setReplyMarkup({ keyboard, from, isUsed, forceReply }) {
    this.toggle.hidden = !keyboard;
    this.input.placeholder = keyboard?.input_field_placeholder ?? forceReply?.reply_markup.input_field_placeholder ?? "Message";
    // a keyboard that the person has put away stays away until another one comes
    const shown = keyboard && `${from} ${isUsed}`;
    if (shown !== this.shownKeyboard) {
      this.shownKeyboard = shown;
      this.keyboardBox.replaceChildren(...(keyboard ? [replyKeyboard(keyboard, (button) => this.pressReply(button))] : []));
      this.showKeyboard(Boolean(keyboard) && !isUsed);
    }
    if (forceReply) this.replyTo(forceReply);
    else if (this.isForced) this.replyTo(undefined);
    this.isForced = Boolean(forceReply);
  }

  showKeyboard(isShown) {
    this.keyboardBox.hidden = !isShown;
    this.toggle.setAttribute("aria-pressed", String(isShown));
  }

  pressReply(button) {
    if (button.request_contact) return this.pane.shareContact();
    if (button.web_app) return this.pane.openApp({ url: button.web_app.url, buttonText: button.text });
    if (button.request_location || button.request_poll || button.request_users || button.request_chat) {
      return this.pane.toast("The sandbox cannot send this kind of answer.");
    }
    return this.pane.send(button.text);
  }

  replyTo(message) {
    this.reply = message;
    this.replyBar.hidden = !message;
    if (!message) return;
    this.replyBar.replaceChildren(
      h("div", { class: "quote" }, h("strong", {}, `Reply to ${message.from?.first_name ?? "the bot"}`), h("span", {}, message.text ?? message.caption ?? "")),
      iconButton("close", "Do not reply", () => this.replyTo(undefined)));
    this.input.focus();
  }

  /** Puts words into the field, as a switch_inline button does. */
  fill(text) {
    this.input.value = text;
    this.changed();
    this.input.focus();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text || this.isSending) return;
    this.isSending = true;
    const extra = this.reply ? { reply_to_message_id: this.reply.message_id } : {};
    if (await this.pane.send(text, extra)) {
      // what was typed meanwhile stays
      this.input.value = this.input.value.trim() === text ? "" : this.input.value;
      this.replyTo(undefined);
      this.changed();
    }
    this.isSending = false;
  }

  async sendPhoto() {
    const [file] = this.file.files;
    if (!file) return;
    try {
      await api.sendPhoto(this.pane.target.userId, file, this.input.value.trim());
      this.fill("");
    } catch (error) {
      this.pane.toast(error.message);
    }
    this.file.value = "";
  }

  changed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_PX)}px`;
    this.sendButton.classList.toggle("is-ready", Boolean(this.input.value.trim()));
    const text = this.input.value;
    clearTimeout(this.inlineTimer);
    const command = /^\/([a-z0-9_]*)$/i.exec(text);
    if (command) return this.suggestCommands(command[1]);
    const inline = this.inlineQuery(text);
    if (inline !== undefined) {
      this.inlineTimer = setTimeout(() => this.suggestInline(inline), INLINE_DELAY_MS);
      return undefined;
    }
    return this.suggest([]);
  }

  inlineQuery(text) {
    const start = `@${this.pane.bot().username} `;
    return text.toLowerCase().startsWith(start.toLowerCase()) ? text.slice(start.length) : undefined;
  }

  suggestCommands(prefix) {
    const found = this.pane.commands().filter(({ command }) => command.startsWith(prefix.toLowerCase()));
    const suffix = this.pane.target.isPrivate ? "" : `@${this.pane.bot().username}`;
    this.suggest(found.map(({ command, description }) => ({
      label: `/${command}`, detail: description, lead: avatar(0, this.pane.bot().first_name ?? "Bot"),
      choose: () => {
        this.fill("");
        this.pane.send(`/${command}${suffix}`);
      },
    })));
  }

  async suggestInline(text) {
    let answer;
    try {
      answer = await api.inline(this.pane.target.userId, text, "");
    } catch (error) {
      return this.suggest([], error.message);
    }
    if (this.inlineQuery(this.input.value) !== text) return undefined;
    const { button } = answer;
    const top = button && {
      label: button.text, lead: icon(button.web_app ? "app" : "send"),
      choose: () => (button.web_app ? this.pane.openApp({ url: button.web_app.url }) : this.pane.send(`/start ${button.start_parameter}`)),
    };
    const rows = (answer.results ?? []).map((result) => ({
      label: result.title ?? result.caption ?? result.id, detail: result.description, lead: lead(result),
      choose: async () => {
        this.fill("");
        await this.pane.attempt(() => api.chooseInline(this.pane.target.userId, result.id, this.pane.target.chatId));
      },
    }));
    return this.suggest([top, ...rows].filter(Boolean), "The bot has no results for this.");
  }

  suggest(items, ifNone) {
    this.choices = items;
    this.marked = -1;
    this.suggestions.hidden = !items.length && !ifNone;
    this.suggestions.replaceChildren(...(items.length ? items.map((item) => h("button", {
      type: "button", class: "row", role: "option", "aria-selected": "false", tabindex: "-1", onclick: () => this.take(item),
    }, item.lead, h("span", { class: "row-text" }, h("strong", {}, item.label), item.detail && h("small", {}, item.detail))))
      : ifNone ? [h("p", { class: "empty" }, ifNone)] : []));
  }

  take(item) {
    this.suggest([]);
    item.choose();
    this.input.focus();
  }

  mark(step) {
    const rows = [...this.suggestions.querySelectorAll(".row")];
    rows[this.marked]?.setAttribute("aria-selected", "false");
    this.marked = (this.marked + step + rows.length + (this.marked < 0 && step < 0 ? 1 : 0)) % rows.length;
    rows[this.marked].setAttribute("aria-selected", "true");
    rows[this.marked].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const isOpen = !this.suggestions.hidden && this.choices.length;
    if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      return this.mark(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Escape" && (!this.suggestions.hidden || this.reply)) {
      event.stopPropagation();
      return this.suggestions.hidden ? this.replyTo(undefined) : this.suggest([]);
    }
    // Enter while a letter is being composed (Thai, Chinese input) belongs to the input method
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return undefined;
    event.preventDefault();
    if (isOpen && this.marked >= 0) return this.take(this.choices[this.marked]);
    return this.submit();
  }
}

function lead(result) {
  const fileId = result.photo_file_id;
  const address = result.thumbnail_url ?? result.photo_url;
  // pictures from elsewhere are not loaded: the sandbox works without a network
  const source = fileId ? api.fileUrl(fileId) : address && new URL(address, location.href).origin === location.origin ? address : undefined;
  return source ? h("img", { class: "thumb", src: source, alt: "" }) : h("span", { class: "thumb", "aria-hidden": "true" }, [...(result.title ?? "•")][0]);
}
