// The page: list, one or two chats, the mini-app; which of them a narrow screen shows.

import { ApiError } from "./api.js";
import { toast } from "./dialogs.js";
import { h } from "./dom.js";
import { MiniApp } from "./miniapp.js";
import { Pane } from "./pane.js";
import { People } from "./people.js";
import { store } from "./store.js";
import { Topbar } from "./topbar.js";

const OPEN_KEY = "sandbox.open";
const RETRY_MS = 1500;
const twoFit = matchMedia("(min-width: 1180px)");

class Page {
  constructor() {
    this.panes = [];
    this.room = document.getElementById("panes");
    this.people = new People(document.getElementById("people"), this);
    this.miniApp = new MiniApp(document.getElementById("miniapp"), this);
    this.topbar = new Topbar(document.getElementById("topbar"), this);
    this.welcome = h("p", { class: "welcome" }, "Choose somebody on the left, or add a player.");
    this.room.append(this.welcome);
    twoFit.addEventListener("change", () => this.fitPanes());
    document.addEventListener("keydown", (event) => this.key(event));
    this.begin();
  }

  async begin() {
    try {
      await store.renew();
      this.topbar.setOffline(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.topbar.setOffline(true);
      setTimeout(() => this.begin(), RETRY_MS);
      return;
    }
    const wanted = this.wantedKeys();
    for (const key of wanted) this.addPane(key);
    if (this.panes.length) this.openChat(wanted[0]);
    if (!new URLSearchParams(location.search).has("open")) this.show("people");
  }

  /** `?open=1001,42` decides, then what was open last time, then the first player and the admin. */
  wantedKeys() {
    const asked = new URLSearchParams(location.search).get("open")?.split(",");
    const last = (localStorage.getItem(OPEN_KEY) ?? "").split(",");
    const first = [store.users.find((user) => !store.isAdmin(user)), store.users.find((user) => store.isAdmin(user))];
    for (const keys of [asked, last, first.filter(Boolean).map((user) => String(user.id))]) {
      const known = [...new Set((keys ?? []).filter((key) => key && store.target(key)))].slice(0, twoFit.matches ? 2 : 1);
      if (known.length) return known;
    }
    return [];
  }

  // --- chats

  openKeys() {
    return this.panes.map((pane) => pane.target.key);
  }

  /** Shows a chat, where it is already or else in place of `instead`; returns its pane. */
  openChat(key, instead = this.active) {
    const pane = this.panes.find((each) => each.target.key === key) ?? this.addPane(key, this.panes.indexOf(instead));
    this.activate(pane);
    this.drawPanes();
    this.show("chat");
    this.focusInput();
    return pane;
  }

  /** Puts a chat in the place of the pane at `index`, or beside the others. */
  addPane(key, index = -1) {
    const pane = new Pane(this, store.target(key));
    this.welcome.remove();
    if (index >= 0) {
      this.panes[index].element.replaceWith(pane.element);
      this.panes[index].close();
      this.panes[index] = pane;
    } else {
      this.room.append(pane.element);
      this.panes.push(pane);
    }
    localStorage.setItem(OPEN_KEY, this.openKeys().join(","));
    return pane;
  }

  activate(pane) {
    if (this.active === pane) return;
    this.active = pane;
    this.drawPanes();
  }

  drawPanes() {
    for (const pane of this.panes) pane.element.classList.toggle("is-active", pane === this.active);
    this.room.dataset.count = this.panes.length;
    this.people.draw();
    this.topbar.draw();
  }

  isSplit() {
    return this.panes.length > 1;
  }

  toggleSplit() {
    if (this.isSplit()) return this.closePane(this.panes.find((pane) => pane !== this.active));
    const free = (user) => !this.openKeys().includes(String(user.id));
    const other = store.users.find((user) => store.isAdmin(user) && free(user)) ?? store.users.find(free);
    if (!other) return toast("There is no second person yet.");
    this.addPane(String(other.id));
    return this.openChat(String(other.id));
  }

  fitPanes() {
    if (!twoFit.matches && this.isSplit()) this.toggleSplit();
  }

  closePane(pane) {
    pane.close();
    this.panes = this.panes.filter((each) => each !== pane);
    localStorage.setItem(OPEN_KEY, this.openKeys().join(","));
    this.drawPanes();
  }

  seen(key, message) {
    this.people.seen(key, message);
  }

  back() {
    this.show("people");
  }

  show(view) {
    document.body.dataset.view = view;
  }

  activeUser() {
    return this.active?.target.isPrivate ? store.user(this.active.target.userId) : undefined;
  }

  // --- the mini-app

  paneOf(target) {
    return this.panes.find((pane) => pane.target.key === target.key) ?? this.openChat(target.key);
  }

  async openApp(target, request) {
    try {
      await this.miniApp.open(target, request);
    } catch (error) {
      toast(error.message, this.active?.element);
    }
  }

  appChanged(isOpen) {
    document.body.classList.toggle("has-app", isOpen);
    if (isOpen) this.miniApp.element.querySelector("iframe").focus();
    else this.focusInput();
  }

  /** Not on a phone, where it would bring up the keyboard. */
  focusInput() {
    if (matchMedia("(hover: hover)").matches) this.active?.composer.input.focus({ preventScroll: true });
  }

  key(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (this.miniApp.isOpen) this.miniApp.close();
    else if (document.body.dataset.view === "chat") this.back();
  }

  connection(isOnline) {
    this.topbar.setOffline(!isOnline);
  }
}

new Page();
