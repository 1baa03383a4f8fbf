// What the whole page knows: the bot, people, chats, command sets. Renewed after changes and by the streams' "state" events.

import { api, Target } from "./api.js";
import { fullName } from "./dom.js";

const RENEW_DELAY_MS = 150;
const PRESENT = new Set(["creator", "administrator", "member"]);

class Store extends EventTarget {
  constructor() {
    super();
    this.state = { bot: {}, users: [], chats: [], commands: [], menu_button: {} };
    this.isLoaded = false;
  }

  async renew() {
    const before = JSON.stringify(this.state);
    this.state = await api.state();
    const isFirst = !this.isLoaded;
    this.isLoaded = true;
    if (isFirst || JSON.stringify(this.state) !== before) this.dispatchEvent(new Event("change"));
  }

  /** Renews soon; many calls at once are one request. */
  renewSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.renew().catch(() => undefined), RENEW_DELAY_MS);
  }

  get bot() {
    return this.state.bot;
  }

  get users() {
    return this.state.users;
  }

  get chats() {
    return this.state.chats.filter((chat) => chat.type !== "private");
  }

  user(id) {
    return this.users.find((user) => user.id === id);
  }

  chat(id) {
    return this.chats.find((chat) => chat.id === id);
  }

  isAdmin(user) {
    return user.id === this.state.admin_telegram_id || user.first_name === "Admin";
  }

  /** Who may speak in a group here: everybody (who writes joins), staff and members first. */
  speakers(chat) {
    const rank = (user) => (this.isAdmin(user) ? 0 : PRESENT.has(chat.members?.[user.id]) ? 1 : 2);
    return [...this.users].sort((one, other) => rank(one) - rank(other));
  }

  /** The target of a list row by its key (a chat id). */
  target(key) {
    const id = Number(key);
    if (this.user(id)) return new Target(id, id);
    const chat = this.chat(id);
    if (!chat) return undefined;
    const speakers = this.speakers(chat);
    return new Target(id, speakers[0]?.id);
  }

  title(target) {
    return target.isPrivate ? fullName(this.user(target.userId)) : this.chat(target.chatId)?.title ?? "Chat";
  }
}

export const store = new Store();
