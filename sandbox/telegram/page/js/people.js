// The left column: people, groups, the channel, with their newest words and unread counts.

import { api } from "./api.js";
import { avatar, fullName, h, icon } from "./dom.js";
import { form, pick } from "./dialogs.js";
import { briefTimeOf, preview } from "./format.js";
import { store } from "./store.js";

const POLL_MS = 3000;
const SEEN_KEY = "sandbox.seen";
const LANGUAGES = [["en", "English"], ["ru", "Русский"], ["tg", "Тоҷикӣ"], ["th", "ไทย"]];
const FIRST_NAMES = ["Anna", "Farrukh", "Mali", "Oleg", "Zarina", "Somchai", "Nina", "Rustam", "Ploy", "Ivan"];

/** `page` gives: openChat(key), openKeys(). */
export class People {
  constructor(element, page) {
    this.page = page;
    this.newest = new Map();
    this.counts = new Map();
    this.seenIds = readSeen();
    this.list = h("div", { class: "people-list" });
    element.append(
      h("div", { class: "people-head" }, h("h1", {}, "Chats"),
        h("button", { type: "button", class: "button small", onclick: () => this.add() }, icon("plus"), "Add a player")),
      this.list);
    store.addEventListener("change", () => this.draw());
    store.addEventListener("change", () => this.poll(), { once: true });
  }

  /** The newest message that somebody has on the screen. */
  seen(key, message) {
    if (message) {
      this.newest.set(key, message);
      this.seenIds[key] = Math.max(this.seenIds[key] ?? 0, message.message_id);
      localStorage.setItem(SEEN_KEY, JSON.stringify(this.seenIds));
    }
    this.counts.delete(key);
    this.draw();
  }

  /** Chats that are not on the screen have no stream (a browser allows six), so they are asked in turn. */
  async poll() {
    if (!document.hidden) {
      for (const key of keys().filter((each) => !this.page.openKeys().includes(each))) {
        try {
          await this.look(key);
        } catch {
          break;
        }
      }
    }
    setTimeout(() => this.poll(), POLL_MS);
  }

  async look(key) {
    const target = store.target(key);
    if (!target) return;
    const known = this.newest.get(key)?.message_id ?? 0;
    const { messages } = await target.messages(known);
    const newest = messages.at(-1);
    // an older browser session's place is unknown at first: all counts as seen
    if (!(key in this.seenIds)) this.seenIds[key] = newest?.message_id ?? 0;
    if (!newest || this.page.openKeys().includes(key)) return;
    this.newest.set(key, newest);
    const fresh = messages.filter((message) => message.message_id > this.seenIds[key] && message.from?.id !== target.userId);
    this.counts.set(key, (this.counts.get(key) ?? 0) + fresh.length);
    this.draw();
  }

  draw() {
    const open = this.page.openKeys();
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const admins = store.users.filter((user) => store.isAdmin(user));
    const players = store.users.filter((user) => !store.isAdmin(user));
    this.list.replaceChildren(
      this.group("Players", players.map((user) => this.row(String(user.id), fullName(user), undefined, open)), "Nobody yet. Add a player to begin."),
      this.group("Staff", admins.map((user) => this.row(String(user.id), fullName(user), undefined, open))),
      this.group("Groups and channels", store.chats.map((chat) => this.row(String(chat.id), chat.title, chat.type === "channel" ? "channel" : "group", open))));
    if (focused) this.list.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  group(title, rows, ifNone) {
    if (!rows.length && !ifNone) return "";
    return h("section", { "aria-label": title }, h("h3", {}, title), rows.length ? rows : h("p", { class: "empty" }, ifNone));
  }

  row(key, title, glyph, open) {
    const message = this.newest.get(key);
    const count = this.counts.get(key) ?? 0;
    const user = store.user(Number(key));
    const isOpen = open.includes(key);
    const own = message && user && message.from?.id === user.id;
    return h("button", {
      type: "button", class: `row ${isOpen ? "is-open" : ""}`, "data-key": key, "aria-current": isOpen ? "true" : null, onclick: () => this.page.openChat(key),
    },
    avatar(Number(key), title, glyph),
    h("span", { class: "row-text" },
      h("span", { class: "row-line" }, h("strong", {}, title), message && h("small", {}, briefTimeOf(message.date))),
      h("span", { class: "row-line" },
        h("small", { class: "row-preview", dir: "auto" }, user?.is_blocked ? "has blocked the bot" : message ? `${own ? "You: " : ""}${preview(message)}` : user ? `${user.language_code ?? "en"} · not started` : "no messages yet"),
        count > 0 && h("span", { class: "badge", "aria-label": `${count} unread` }, count > 99 ? "99+" : String(count)))));
  }

  async add() {
    const id = Math.max(1000, ...store.users.map((user) => user.id)) + 1;
    const name = FIRST_NAMES.find((each) => !store.users.some((user) => user.first_name === each)) ?? `Player ${id}`;
    const isSaved = await personForm("Add a player", "Add", { id, first_name: name, language_code: "en" });
    if (isSaved) this.page.openChat(String(id));
  }
}

/** The form of an existing person. */
export const editPerson = (user) => personForm("Change this person", "Save", user);

function personForm(title, action, user) {
  return form(title, [
    { name: "first_name", label: "First name", value: user.first_name, required: true, maxlength: 64, autofocus: true },
    { name: "last_name", label: "Last name", value: user.last_name, maxlength: 64 },
    { name: "username", label: "User name", value: user.username, pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", hint: "4 to 32 letters, digits, underscores; may stay empty" },
    { name: "language_code", label: "Language of the app", value: user.language_code, options: LANGUAGES },
  ], action, async (values) => {
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim() || null]));
    await api.saveUser(user.id, { ...given, scheme: user.scheme ?? "light" });
    await store.renew();
  });
}

/** Lets somebody choose among all chats; resolves with the key. */
export function pickTarget(title) {
  return pick(title, keys().map((key) => {
    const chat = store.chat(Number(key));
    const name = store.title(store.target(key));
    return { label: name, value: key, lead: avatar(Number(key), name, chat && (chat.type === "channel" ? "channel" : "group")) };
  }));
}

const keys = () => [...store.users, ...store.chats].map(({ id }) => String(id));

function readSeen() {
  try {
    return JSON.parse(localStorage.getItem(SEEN_KEY)) ?? {};
  } catch {
    return {};
  }
}
