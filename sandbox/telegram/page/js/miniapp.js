// The panel of a mini-app beside the chat, with the buttons that Telegram draws around one.

import { api } from "./api.js";
import { listen } from "./bridge.js";
import { alertDialog, choose, confirmLink, openDialog } from "./dialogs.js";
import { fullName, h, iconButton } from "./dom.js";
import { safeUrl } from "./links.js";
import { pickTarget } from "./people.js";
import { store } from "./store.js";
import { scheme, theme } from "./theme.js";

const COLOR = /^#[0-9a-f]{6}$/i;
const CLOUD_KEY = "sandbox.cloud";
const VIEWPORT_DELAY_MS = 100;

/** `page` gives: paneOf(target), appChanged(isOpen). */
export class MiniApp {
  constructor(element, page) {
    this.element = element;
    this.page = page;
    theme.addEventListener("change", () => this.themeChanged());
    new ResizeObserver(() => {
      clearTimeout(this.viewportTimer);
      this.viewportTimer = setTimeout(() => this.sendViewport(), VIEWPORT_DELAY_MS);
    }).observe(element);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** `request`: {url?, startParam?, path?, buttonText?}. A refusal is thrown, nothing that is open closes for it. */
  async open(target, request) {
    const { url } = await api.webAppUrl(target.userId, { button_url: request.url, start_param: request.startParam, path: request.path, scheme: scheme() });
    if (!/^https?:/.test(url)) throw new Error("The mini-app has no web address.");
    this.close();
    this.target = target;
    this.request = request;
    this.colors = themeOf(url);
    this.draw(url);
    this.page.appChanged(true);
  }

  draw(url) {
    this.backButton = iconButton("back", "Back", () => this.bridge.reply("back_button_pressed"));
    this.backButton.hidden = true;
    this.settingsButton = iconButton("more", "Settings", () => this.bridge.reply("settings_button_pressed"));
    this.settingsButton.hidden = true;
    this.head = h("header", { class: "miniapp-head" }, this.backButton,
      h("div", { class: "pane-title" }, h("h2", {}, store.bot.first_name ?? "Mini-app"), h("p", {}, `mini-app of ${fullName(store.user(this.target.userId))}`)),
      this.settingsButton, iconButton("reload", "Reload", () => this.reload()), iconButton("close", "Close the mini-app", () => this.close()));
    this.frame = h("iframe", {
      title: "Mini-app", src: url, allow: "clipboard-write; fullscreen",
      sandbox: "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads",
    });
    this.wait = h("p", { class: "miniapp-wait" }, "Loading…");
    this.frame.addEventListener("load", () => this.ready());
    this.bottom = { main: bottomButton(() => this.bridge.reply("main_button_pressed")), secondary: bottomButton(() => this.bridge.reply("secondary_button_pressed")) };
    this.bottomBar = h("footer", { class: "miniapp-foot", hidden: true }, this.bottom.secondary, this.bottom.main);
    this.body = h("div", { class: "miniapp-body" }, this.wait, this.frame);
    this.element.replaceChildren(this.head, this.body, this.bottomBar);
    this.element.hidden = false;
    this.bridge = listen(this.frame, this);
  }

  async reload() {
    await this.open(this.target, this.request).catch((error) => alertDialog(error.message));
  }

  // --- what a mini-app asks (called by the bridge)

  ready() {
    this.wait.hidden = true;
  }

  close() {
    if (!this.isOpen) return;
    this.bridge.end();
    this.element.hidden = true;
    this.element.replaceChildren();
    this.page.appChanged(false);
  }

  sendTheme() {
    this.bridge.reply("theme_changed", { theme_params: this.colors });
  }

  sendViewport() {
    if (!this.isOpen) return;
    this.bridge.reply("viewport_changed", { width: this.frame.clientWidth, height: this.frame.clientHeight, is_expanded: true, is_state_stable: true });
  }

  setBottomButton(which, data) {
    const button = this.bottom[which];
    button.hidden = !(data.is_visible && (data.text || button.textContent));
    if (data.text !== undefined) button.textContent = data.text;
    button.disabled = data.is_active === false || Boolean(data.is_progress_visible);
    button.classList.toggle("is-busy", Boolean(data.is_progress_visible));
    button.style.backgroundColor = COLOR.test(data.color) ? data.color : this.colors.button_color;
    button.style.color = COLOR.test(data.text_color) ? data.text_color : this.colors.button_text_color;
    this.bottomBar.hidden = this.bottom.main.hidden && this.bottom.secondary.hidden;
  }

  setHeadButton(which, isVisible) {
    (which === "back" ? this.backButton : this.settingsButton).hidden = !isVisible;
  }

  setHeaderColor({ color, color_key: key }) {
    const wanted = color ?? this.colors[key];
    if (!COLOR.test(wanted)) return;
    this.head.style.backgroundColor = wanted;
    this.head.style.color = isDark(wanted) ? "#ffffff" : "#111318";
  }

  setBackgroundColor(color) {
    if (COLOR.test(color)) this.body.style.backgroundColor = color;
  }

  setBottomColor(color) {
    if (COLOR.test(color)) this.bottomBar.style.backgroundColor = color;
  }

  async openLink(address) {
    const href = typeof address === "string" ? safeUrl(address) : undefined;
    if (href) await confirmLink(href);
  }

  async openTelegramLink(path) {
    if (typeof path !== "string") return;
    await this.page.paneOf(this.target).openLink(`https://t.me/${path.replace(/^\/+/, "")}`);
  }

  async openInvoice(slug) {
    const isSure = await choose("Pay this invoice?", "Play money: nothing is charged anywhere.", [{ label: "Cancel" }, { label: "Pay", value: true, style: "primary" }]);
    if (!isSure) return "cancelled";
    try {
      const outcome = await api.pay(this.target.userId, { slug });
      if (!outcome?.error) return "paid";
      await alertDialog(outcome.error);
    } catch (error) {
      await alertDialog(error.message);
    }
    return "failed";
  }

  openPopup({ title, message, buttons }) {
    const wanted = Array.isArray(buttons) && buttons.length ? buttons.slice(0, 3) : [{ id: "", type: "close" }];
    return openDialog(title || "Message", (close) => [
      title && h("h2", {}, title),
      h("p", { class: "dialog-text" }, message),
      h("div", { class: "dialog-actions" }, wanted.map(({ id, type, text }) => h("button", {
        type: "button", class: `button ${type === "destructive" ? "danger" : type === "default" || !type ? "primary" : ""}`, onclick: () => close(id ?? ""),
      }, text || { ok: "OK", close: "Close", cancel: "Cancel" }[type] || "OK"))),
    ].filter(Boolean));
  }

  async switchInline({ query, chat_types: kinds }) {
    const text = `@${store.bot.username} ${query ?? ""}`;
    const pane = this.page.paneOf(this.target);
    this.close();
    if (kinds?.length) await pane.share(text);
    else pane.composer.fill(text);
  }

  async sharePhone() {
    const isSure = await choose("Share your phone number?", "The bot will see the number of this player.", [{ label: "Cancel" }, { label: "Share", value: true, style: "primary" }]);
    if (!isSure) return false;
    return api.contact(this.target.userId).then(() => true, () => false);
  }

  /** Sends a message that the bot prepared to a chat of the person's choice; returns the error's name, if any. */
  async sharePrepared(preparedId) {
    const key = await pickTarget("Send to");
    if (key === undefined) return "USER_DECLINED";
    return api.sharePrepared(this.target.userId, String(preparedId), Number(key)).then(() => undefined, () => "MESSAGE_SEND_FAILED");
  }

  /** Data for the bot: only an app that a reply keyboard opened may send it, once. */
  async sendData(data) {
    if (!this.request.buttonText || typeof data !== "string") return;
    const { target, request } = this;
    this.close();
    await api.webAppData(target.userId, data, request.buttonText).catch((error) => alertDialog(error.message));
  }

  /** CloudStorage, kept in this browser per person. Returns {result} or {error}. */
  customMethod(method, params) {
    const key = `${CLOUD_KEY}.${this.target.userId}`;
    const values = JSON.parse(localStorage.getItem(key) ?? "{}");
    const save = () => localStorage.setItem(key, JSON.stringify(values));
    switch (method) {
      case "saveStorageValue": values[params.key] = String(params.value); save(); return { result: true };
      case "getStorageValues": return { result: Object.fromEntries((params.keys ?? []).map((name) => [name, values[name] ?? ""])) };
      case "deleteStorageValues": for (const name of params.keys ?? []) delete values[name]; save(); return { result: true };
      case "getStorageKeys": return { result: Object.keys(values) };
      default: return { error: "UNKNOWN_METHOD" };
    }
  }

  /** The new colours come from the server, which signs none of them but writes them all. */
  async themeChanged() {
    if (!this.isOpen) return;
    const { url } = await api.webAppUrl(this.target.userId, { button_url: this.request.url, scheme: scheme() }).catch(() => ({}));
    if (!url || !this.isOpen) return;
    this.colors = themeOf(url);
    for (const part of [this.head, this.body, this.bottomBar]) part.removeAttribute("style");
    this.sendTheme();
  }
}

const bottomButton = (onclick) => h("button", { type: "button", class: "button wide", hidden: true, onclick });

function themeOf(url) {
  try {
    return JSON.parse(new URLSearchParams(new URL(url).hash.slice(1)).get("tgWebAppThemeParams")) ?? {};
  } catch {
    return {};
  }
}

function isDark(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 < 140;
}
