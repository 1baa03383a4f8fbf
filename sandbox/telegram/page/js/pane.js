// One open chat: who is looking, the messages, the composer. Two of them may stand side by side.

import { api } from "./api.js";
import { renderMessage } from "./bubble.js";
import { commandsFor } from "./commands.js";
import { Composer } from "./composer.js";
import { alertDialog, choose, confirmLink, form, paySheet, pick, toast } from "./dialogs.js";
import { avatar, fullName, h, iconButton } from "./dom.js";
import { Feed } from "./feed.js";
import { money } from "./format.js";
import { History } from "./history.js";
import { replyMarkupOf } from "./keyboards.js";
import { telegramLink } from "./links.js";
import { editPerson, pickTarget } from "./people.js";
import { store } from "./store.js";

const TYPING_MS = 5000;

/** `page` gives: openApp(target, request), openChat(key, instead), back(), seen(key, message), activate(pane), connection(isOnline). */
export class Pane {
  constructor(page, target) {
    this.page = page;
    this.target = target;
    this.pending = new Set();
    this.topic = undefined;
    this.actions = {
      link: (href) => this.openLink(href),
      command: (text) => this.send(text),
      mention: (text) => this.composer.fill(`${text} `),
      note: (text) => this.toast(text),
    };
    this.element = h("section", { class: "pane", onfocusin: () => page.activate(this), onpointerdown: () => page.activate(this) });
    this.history = new History((message) => this.renderMessage(message), (message) => this.isShown(message));
    this.head = h("header", { class: "pane-head" });
    this.topics = h("div", { class: "topics", role: "tablist", "aria-label": "Topics", hidden: true });
    this.foot = h("div", { class: "pane-foot" });
    this.composer = new Composer(this);
    this.element.append(this.head, this.topics, this.history.element, this.foot);
    this.drawn = () => this.drawFrame();
    store.addEventListener("change", this.drawn);
    this.watch();
    this.drawFrame();
  }

  close() {
    this.feed.close();
    this.history.close();
    store.removeEventListener("change", this.drawn);
    this.element.remove();
  }

  // --- what the composer asks

  bot() {
    return store.bot;
  }

  user() {
    return store.user(this.target.userId);
  }

  commands() {
    const chat = store.chat(this.target.chatId);
    const isGroupAdmin = ["creator", "administrator"].includes(chat?.members?.[this.target.userId]);
    return commandsFor(store.state.commands ?? [], this.target, this.user(), isGroupAdmin);
  }

  menuButton() {
    if (!this.target.isPrivate) return undefined;
    return this.user()?.menu_button ?? store.state.menu_button?.default;
  }

  openApp(request) {
    return this.page.openApp(this.target, request);
  }

  async send(text, extra = {}) {
    const topic = this.topic ? { message_thread_id: this.topic } : {};
    return (await this.attempt(() => this.target.send(text, { ...topic, ...extra }))) !== undefined;
  }

  async shareContact() {
    const isSure = await choose("Share your phone number?", "The bot will see the number of this player.", [
      { label: "Cancel" }, { label: "Share", value: true, style: "primary" },
    ]);
    if (isSure) await this.attempt(() => api.contact(this.target.userId));
  }

  /** Does something with the server; a refusal becomes a toast. Undefined after one. */
  async attempt(action) {
    try {
      return (await action()) ?? null;
    } catch (error) {
      this.toast(error.message);
      return undefined;
    }
  }

  toast(text) {
    toast(text, this.history.element);
  }

  // --- messages

  watch() {
    this.feed = new Feed(this.target);
    const on = (name, listener) => this.feed.addEventListener(name, (event) => listener(event.detail));
    on("reset", () => {
      this.history.reset(this.feed.ordered());
      this.afterMessages();
    });
    on("message", (message) => {
      this.hideTyping();
      this.history.append(message, message.from?.id === this.target.userId);
      this.afterMessages();
    });
    on("edit", (message) => {
      this.history.edit(message);
      this.afterMessages();
    });
    on("delete", (gone) => {
      this.history.remove(gone.message_ids ?? [gone.message_id]);
      this.afterMessages();
    });
    on("typing", () => this.showTyping());
    on("state", () => store.renewSoon());
    on("status", (status) => {
      this.drawFrame();
      this.page.connection(status !== "offline");
      if (status === "live") store.renewSoon();
    });
  }

  afterMessages() {
    const messages = this.feed.ordered();
    this.composer.setReplyMarkup(replyMarkupOf(messages, this.target.userId));
    this.page.seen(this.target.key, messages.at(-1));
    this.drawTopics(messages);
    this.drawFoot();
  }

  showTyping() {
    clearTimeout(this.typingTimer);
    this.isTyping = true;
    this.history.showTyping(true);
    this.drawHead();
    this.typingTimer = setTimeout(() => this.hideTyping(), TYPING_MS);
  }

  hideTyping() {
    if (!this.isTyping) return;
    this.isTyping = false;
    this.history.showTyping(false);
    this.drawHead();
  }

  isShown(message) {
    return !this.topic || message.message_thread_id === this.topic || message.message_id === this.topic;
  }

  renderMessage(message) {
    return renderMessage(message, {
      target: this.target,
      actions: this.actions,
      showSender: !this.target.isPrivate,
      press: (pressed, button, element) => this.press(pressed, button, element),
      isPending: (shown, button) => this.pending.has(pendingKey(shown, button)),
    });
  }

  // --- buttons

  async press(message, button, element) {
    if (button.callback_data !== undefined) return this.pressCallback(message, button, element);
    if (button.url ?? button.login_url?.url) return this.openLink(button.url ?? button.login_url.url);
    if (button.web_app) return this.openApp({ url: button.web_app.url });
    if (button.copy_text) {
      const isCopied = await navigator.clipboard.writeText(button.copy_text.text).then(() => true, () => false);
      return this.toast(isCopied ? "Copied to the clipboard" : button.copy_text.text);
    }
    if (button.pay) return this.pay(message);
    if (button.switch_inline_query_current_chat !== undefined) return this.composer.fill(`@${store.bot.username} ${button.switch_inline_query_current_chat}`);
    const query = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
    if (query !== undefined) return this.share(`@${store.bot.username} ${query}`);
    return this.toast("The sandbox does not know this button.");
  }

  async pressCallback(message, button, element) {
    const key = pendingKey(message, button);
    if (this.pending.has(key)) return;
    this.pending.add(key);
    element.classList.add("is-busy");
    element.setAttribute("aria-busy", "true");
    const reply = await this.attempt(() => this.target.press(message.message_id, button.callback_data));
    this.pending.delete(key);
    for (const key2 of this.history.nodes.get(message.message_id)?.querySelectorAll(".key.is-busy") ?? []) {
      key2.classList.remove("is-busy");
      key2.removeAttribute("aria-busy");
    }
    const answer = reply?.answer;
    if (reply && !answer) this.toast("The bot has not answered this button.");
    if (answer?.url) await this.openLink(answer.url);
    if (answer?.text && answer.show_alert) await alertDialog(answer.text, store.bot.first_name);
    else if (answer?.text) this.toast(answer.text);
  }

  async pay(message) {
    const bill = message.invoice;
    const isPaid = await paySheet(bill, money(bill.total_amount, bill.currency), fullName(this.user()), async () => {
      const outcome = await api.pay(this.target.userId, { message_id: message.message_id, chat_id: this.target.chatId });
      return outcome?.error === "BOT_PRECHECKOUT_TIMEOUT" ? "The bot did not confirm the payment in ten seconds." : outcome?.error;
    });
    if (isPaid) this.toast("Paid");
  }

  // --- links

  async openLink(href) {
    const link = telegramLink(href, store.bot.username, store.chats);
    if (!link) return confirmLink(href);
    if (link.kind === "start") {
      const pane = this.target.isPrivate ? this : this.page.openChat(String(this.target.userId));
      return pane.send(`/start ${link.payload}`.trim());
    }
    if (link.kind === "chat") return this.page.openChat(String(link.id));
    if (link.kind === "app") return this.openApp({ startParam: link.startParam });
    if (link.kind === "share") return this.share(link.text);
    return this.toast("Open this invoice from the mini-app that made it.");
  }

  async share(text) {
    const key = await pickTarget("Choose a chat");
    if (key !== undefined) this.page.openChat(key, this).composer.fill(text);
  }

  // --- the frame

  drawFrame() {
    this.drawHead();
    this.drawFoot();
    this.composer.refresh();
  }

  drawHead() {
    const title = store.title(this.target);
    const chat = store.chat(this.target.chatId);
    this.element.setAttribute("aria-label", `Chat: ${title}`);
    const isOffline = this.feed.status === "offline";
    const subtitle = { offline: "offline, connecting again…", loading: "loading…", refused: "this chat cannot be read" }[this.feed.status]
      ?? (this.isTyping ? "typing…" : this.target.isPrivate ? `chat with @${store.bot.username ?? "bot"}` : chat?.type === "channel" ? "channel" : "group");
    this.element.classList.toggle("is-offline", isOffline);
    this.head.replaceChildren(
      iconButton("back", "Back to the list", () => this.page.back(), "only-narrow"),
      avatar(this.target.chatId, title, chat && (chat.type === "channel" ? "channel" : "group")),
      h("div", { class: "pane-title" }, h("h2", {}, title), h("p", { class: this.isTyping && !isOffline ? "is-typing" : "", role: "status" }, subtitle)),
      ...(chat && chat.type !== "channel" ? [this.speakerChoice(chat)] : []),
      ...(this.target.isPrivate ? [iconButton("more", "Person", () => this.openMenu())] : []));
  }

  speakerChoice(chat) {
    return h("label", { class: "speaker" }, h("span", {}, "as"), h("select", {
      "aria-label": "Who writes",
      onchange: (event) => {
        this.target.userId = Number(event.target.value);
        this.feed.close();
        this.watch();
      },
    }, store.speakers(chat).map((user) => h("option", { value: user.id, selected: user.id === this.target.userId }, fullName(user)))));
  }

  drawTopics(messages) {
    const listed = store.chat(this.target.chatId)?.topics ?? [];
    const found = new Map(listed.map((topic) => [topic.message_thread_id ?? topic.id, topic.name]));
    for (const message of messages) {
      if (message.forum_topic_created) found.set(message.message_thread_id ?? message.message_id, message.forum_topic_created.name);
      if (message.forum_topic_edited?.name) found.set(message.message_thread_id, message.forum_topic_edited.name);
    }
    this.topics.hidden = !found.size;
    const tab = (id, name) => h("button", {
      type: "button", role: "tab", class: "topic", "aria-selected": String(this.topic === id),
      onclick: () => {
        this.topic = id;
        this.history.reset(this.feed.ordered());
        this.drawTopics(this.feed.ordered());
      },
    }, name);
    this.topics.replaceChildren(tab(undefined, "All"), ...[...found].map(([id, name]) => tab(id, name)));
  }

  drawFoot() {
    const wanted = this.footKind();
    if (this.footShown === wanted) return;
    this.footShown = wanted;
    const big = (label, onclick) => h("button", { type: "button", class: "button primary wide", onclick }, label);
    this.foot.replaceChildren({
      composer: () => this.composer.element,
      channel: () => h("p", { class: "empty" }, "Only the bot writes in this channel."),
      blocked: () => big("Unblock the bot", () => this.block(false)),
      start: () => big("Start", () => this.send("/start")),
    }[wanted]());
  }

  footKind() {
    if (store.chat(this.target.chatId)?.type === "channel") return "channel";
    if (this.target.isPrivate && this.user()?.is_blocked) return "blocked";
    return this.target.isPrivate && this.feed.status === "live" && !this.feed.messages.size ? "start" : "composer";
  }

  async block(isBlocked) {
    await this.attempt(() => api.block(this.target.userId, isBlocked));
    await store.renew().catch(() => undefined);
  }

  async openMenu() {
    const user = this.user();
    const choice = await pick(fullName(user), [
      { label: "Change this person", detail: "Name, user name, language", value: "edit" },
      { label: "Send /start", detail: "Begin again, as a new visitor does", value: "start" },
      { label: "Open a link", detail: "For example a t.me link of this bot", value: "link" },
      { label: user?.is_blocked ? "Unblock the bot" : "Block the bot", detail: user?.is_blocked ? "The bot may write again" : "The bot's messages are refused", value: "block" },
    ]);
    if (choice === "edit") await editPerson(user);
    if (choice === "start") await this.send("/start");
    if (choice === "block") await this.block(!user?.is_blocked);
    if (choice === "link") {
      await form("Open a link", [{ name: "href", label: "Address", type: "url", required: true, placeholder: `https://t.me/${store.bot.username}?start=` }], "Open",
        async ({ href }) => void this.openLink(href));
    }
  }
}

const pendingKey = (message, button) => `${message.message_id}:${button.callback_data}`;
