// What the whole page knows: the bot, people, chats, command sets. Renewed after changes and by the streams' "state" events.

import { api, Target } from "./api.js";
import { fullName } from "./dom.js";

const RENEW_DELAY_MS = 150;

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

  /** Who may speak in a group here: its members, or everybody while it names none. */
  speakers(chat) {
    const members = this.users.filter((user) => ["creator", "administrator", "member"].includes(statusIn(chat, user.id)));
    return members.length ? members : this.users;
  }

  /** The target of a list row by its key (a chat id). */
  target(key) {
    const id = Number(key);
    if (this.user(id)) return new Target(id, id);
    const chat = this.chat(id);
    if (!chat) return undefined;
    const speakers = this.speakers(chat);
    return new Target(id, (speakers.find((user) => this.isAdmin(user)) ?? speakers[0])?.id);
  }

  title(target) {
    return target.isPrivate ? fullName(this.user(target.userId)) : this.chat(target.chatId)?.title ?? "Chat";
  }
}

/** A member's status: the server keeps members as a map of user ids, or as a list of {user, status}. */
export function statusIn(chat, userId) {
  const { members } = chat;
  if (Array.isArray(members)) return members.find((member) => (member.user?.id ?? member.user_id ?? member.id) === userId)?.status;
  return members?.[userId];
}

export const store = new Store();
