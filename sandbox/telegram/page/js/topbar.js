// The bar that says what this is, with the sandbox's own levers: money, repeats, faults, layout, colours.

import { api } from "./api.js";
import { form, openDialog, pick, toast } from "./dialogs.js";
import { fullName, h, icon, iconButton } from "./dom.js";
import { store } from "./store.js";
import { nextTheme, theme, themeChoice } from "./theme.js";

const FAULTS = {
  429: "429 Too Many Requests",
  500: "500 Internal Server Error",
  403: "403 Forbidden",
  drop: "No answer (connection dropped)",
};

/** `page` gives: activeUser(), toggleSplit(), isSplit(). */
export class Topbar {
  constructor(element, page) {
    this.page = page;
    this.topUp = lever("coins", "Top up", () => this.openTopUp());
    this.faults = lever("fault", "Make Telegram fail", () => this.openFaults());
    this.split = iconButton("split", "Two chats side by side", () => page.toggleSplit(), "only-wide");
    this.theme = iconButton("auto", "Colours", nextTheme);
    element.append(
      h("p", { class: "brand" }, h("img", { src: "icon.svg", alt: "", width: 24, height: 24 }), h("strong", {}, "sandbox"), h("span", {}, "play money, not Telegram")),
      h("p", { class: "offline-note", role: "status" }),
      h("div", { class: "levers" },
        this.topUp, lever("repeat", "Repeat last update", () => this.repeat()), this.faults, this.split, this.theme,
        iconButton("more", "Sandbox menu", () => this.openMenu(), "only-narrow")));
    this.note = element.querySelector(".offline-note");
    theme.addEventListener("change", () => this.draw());
    store.addEventListener("change", () => this.draw());
    this.draw();
  }

  draw() {
    this.faults.classList.toggle("is-on", Boolean(store.state.faults?.length));
    this.topUp.hidden = store.state.top_up !== true;
    const choice = themeChoice();
    this.theme.replaceChildren(icon({ system: "auto", light: "sun", dark: "moon" }[choice]));
    this.theme.title = `Colours: ${choice}`;
    this.theme.setAttribute("aria-label", `Colours: ${choice}. Press to change`);
    this.split.setAttribute("aria-pressed", String(this.page.isSplit()));
  }

  setOffline(isOffline) {
    this.note.textContent = isOffline ? "The sandbox is away. Connecting again…" : "";
  }

  async openMenu() {
    const choice = await pick("Sandbox", [
      ...(store.state.top_up === true ? [{ label: "Top up", detail: "Play money for this player", value: "topUp", lead: icon("coins") }] : []),
      { label: "Repeat last update", detail: "The bot gets it twice", value: "repeat", lead: icon("repeat") },
      { label: "Make Telegram fail", detail: "429, 403, 500, no answer", value: "faults", lead: icon("fault") },
    ]);
    if (choice === "topUp") await this.openTopUp();
    if (choice === "repeat") await this.repeat();
    if (choice === "faults") await this.openFaults();
  }

  async openTopUp() {
    const user = this.page.activeUser();
    if (!user) return toast("Open a player's chat first.");
    const isDone = await form(`Top up ${fullName(user)}`, [
      { name: "amount", label: "Amount", value: "50.00", inputmode: "decimal", required: true, autofocus: true, pattern: "[0-9]{1,7}([.,][0-9]{1,2})?", hint: "Play money, credited by the admin" },
    ], "Top up", async ({ amount }) => {
      await api.topUp(user.id, toMinor(amount));
    });
    return isDone && toast(`${fullName(user)} was topped up.`);
  }

  async repeat() {
    try {
      const answer = await api.repeat();
      toast(answer?.update_id ? `Update ${answer.update_id} is delivered once more.` : "The last update is delivered once more.");
    } catch (error) {
      toast(error.message);
    }
  }

  async openFaults() {
    const { faults: list } = await api.faults().catch(() => ({ faults: [] }));
    if (list.length) {
      const wantsMore = await openDialog("Faults", (close) => [
        h("h2", {}, "Telegram fails on demand"),
        h("ul", { class: "faults" }, list.map((fault) => h("li", {}, describe(fault)))),
        h("div", { class: "dialog-actions" },
          h("button", { type: "button", class: "button", onclick: () => close(true) }, "Add another"),
          h("button", { type: "button", class: "button primary", onclick: async () => {
            await api.clearFaults().catch((error) => toast(error.message));
            store.renewSoon();
            close();
          } }, "Make it well again")),
      ]);
      if (!wantsMore) return;
    }
    const isDone = await form("Make Telegram fail", [
      { name: "status", label: "How", value: "429", options: Object.entries(FAULTS) },
      { name: "method", label: "Only this method", placeholder: "every method", pattern: "[A-Za-z]*", hint: "for example sendMessage" },
      { name: "count", label: "How many calls", type: "number", value: "3", min: 1, max: 10000, hint: "empty with a time below: every call" },
      { name: "retry_after", label: "Retry after (seconds, 429)", type: "number", value: "3", min: 1, max: 3600 },
      { name: "seconds", label: "For how long at most (seconds)", type: "number", min: 1, max: 3600, placeholder: "no limit" },
    ], "Fail", async ({ status, method, count, retry_after: retryAfter, seconds }) => {
      await api.addFault({
        status: status === "drop" ? status : Number(status),
        ...(method && { method }), ...(count && { count: Number(count) }), ...(seconds && { seconds: Number(seconds) }),
        ...(status === "429" && retryAfter && { retry_after: Number(retryAfter) }),
      });
      store.renewSoon();
    });
    if (isDone) toast("Telegram now fails as you asked.");
  }
}

const lever = (glyph, label, onclick) => h("button", { type: "button", class: "lever", title: label, onclick }, icon(glyph), h("span", {}, label));

function describe({ status, method, count, retry_after: retryAfter, until }) {
  return [
    FAULTS[status] ?? status, method ?? "every method", count && `${count} calls`, status === 429 && `retry after ${retryAfter} s`,
    until && `for ${Math.ceil(until - Date.now() / 1000)} s more`,
  ].filter(Boolean).join(" · ");
}

/** "12.5" and "12,50" in minor units, without a float. */
function toMinor(amount) {
  const [whole, part = ""] = amount.replace(",", ".").split(".");
  return Number(`${whole}${part.padEnd(2, "0")}`);
}
