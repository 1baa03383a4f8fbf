// The scrolling list of a chat: days, bubbles, the way down to the newest message.

import { h, iconButton } from "./dom.js";
import { dayKey, dayName, serviceText } from "./format.js";

const SHOWN_AT_FIRST = 200;
const NEAR_BOTTOM_PX = 120;
const SAME_BREATH_S = 300;

/** `render(message)` makes the element of a message; `keep(message)` tells which ones belong here (a topic). */
export class History {
  constructor(render, keep) {
    this.render = render;
    this.keep = keep;
    this.nodes = new Map();
    this.unread = 0;
    this.list = h("div", { class: "messages", role: "log", "aria-label": "Messages", "aria-live": "polite" });
    this.typing = h("div", { class: "typing-bubble", hidden: true, "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.scroller = h("div", { class: "scroller", tabindex: "-1", onscroll: () => this.scrolled() }, h("div", { class: "filler" }), this.list, this.typing);
    this.badge = h("span", { class: "badge", hidden: true });
    this.downButton = iconButton("down", "To the newest message", () => this.toBottom("smooth"), "to-bottom");
    this.downButton.hidden = true;
    this.downButton.append(this.badge);
    this.element = h("div", { class: "history" }, this.scroller, this.downButton);
    // pictures and keyboards change heights after the fact; who reads the end stays there
    this.isAtBottom = true;
    this.observer = new ResizeObserver(() => this.isAtBottom && this.toBottom());
    this.observer.observe(this.list);
    this.observer.observe(this.scroller);
  }

  close() {
    this.observer.disconnect();
  }

  reset(messages, limit = SHOWN_AT_FIRST) {
    const kept = messages.filter(this.keep);
    this.nodes.clear();
    this.list.replaceChildren();
    this.last = undefined;
    if (kept.length > limit) {
      this.list.append(h("button", { type: "button", class: "button earlier", onclick: () => this.reset(messages, limit + 500) }, "Show earlier messages"));
    }
    this.setUnread(0);
    for (const message of kept.slice(-limit)) this.put(message);
    if (!kept.length) this.list.append(h("p", { class: "empty" }, "No messages here yet."));
    this.toBottom();
  }

  append(message, isOwn) {
    if (!this.keep(message)) return;
    this.list.querySelector(".empty")?.remove();
    const follows = this.isAtBottom || isOwn;
    this.put(message).classList.add("is-new");
    if (follows) this.toBottom();
    else this.setUnread(this.unread + 1);
  }

  put(message) {
    const node = this.render(message);
    if (!this.last || dayKey(this.last.date) !== dayKey(message.date)) {
      // a day of its own keeps its heading at the top only while its messages pass
      const label = dayName(message.date);
      this.day = h("section", { class: "day", "aria-label": label }, h("h3", {}, h("span", {}, label)));
      this.list.append(this.day);
    } else if (isSameBreath(this.last, message)) {
      this.nodes.get(this.last.message_id)?.classList.add("is-continued");
      node.classList.add("is-continuing");
    }
    this.day.append(node);
    this.nodes.set(message.message_id, node);
    this.last = message;
    return node;
  }

  edit(message) {
    const old = this.nodes.get(message.message_id);
    if (!old) return;
    const node = this.render(message);
    for (const name of ["is-continued", "is-continuing"]) node.classList.toggle(name, old.classList.contains(name));
    // a keyboard user who pressed a button goes on from the same place of the new keyboard
    const place = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
    old.replaceWith(node);
    this.nodes.set(message.message_id, node);
    if (place >= 0) node.querySelectorAll(".key")[place]?.focus({ preventScroll: true });
  }

  remove(messageIds) {
    for (const id of messageIds) {
      this.nodes.get(id)?.remove();
      this.nodes.delete(id);
    }
    for (const day of this.list.querySelectorAll(".day")) {
      if (!day.querySelector(".message")) day.remove();
    }
    // the next message opens its day anew when the last one went with all of it
    if (!this.day?.isConnected) this.last = undefined;
  }

  reveal(messageId) {
    this.nodes.get(messageId)?.scrollIntoView({ block: "center" });
  }

  showTyping(isTyping) {
    this.typing.hidden = !isTyping;
    if (this.isAtBottom) this.toBottom();
  }

  toBottom(behavior = "instant") {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    this.isAtBottom = true;
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.isAtBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    this.downButton.hidden = this.isAtBottom;
    if (this.isAtBottom) this.setUnread(0);
  }

  setUnread(count) {
    this.unread = count;
    this.badge.hidden = !count;
    this.badge.textContent = String(count);
  }
}

function isSameBreath(one, other) {
  if (serviceText(one) || serviceText(other)) return false;
  const sender = (message) => message.sender_chat?.id ?? message.from?.id;
  return sender(one) === sender(other) && other.date - one.date < SAME_BREATH_S;
}
