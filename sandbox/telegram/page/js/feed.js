// The messages of one chat, kept current: history first, then events; all anew after each reconnect.

import { follow } from "./api.js";

/** Emits "reset", "message", "edit", "delete", "typing", "status" and "state" with the matter in `detail`. */
export class Feed extends EventTarget {
  constructor(target) {
    super();
    this.target = target;
    this.messages = new Map();
    this.status = "loading";
    // events that come while the history is under way are applied on top of it
    this.waiting = [];
    this.stop = follow(target.eventsUrl(), (name, data) => this.receive(name, data), (isOnline) => this.connected(isOnline));
  }

  close() {
    this.isClosed = true;
    this.stop();
  }

  async connected(isOnline) {
    if (!isOnline) return this.setStatus("offline");
    this.waiting = [];
    try {
      const { messages } = await this.target.messages();
      if (this.isClosed) return undefined;
      this.messages = new Map(messages.map((message) => [message.message_id, message]));
      for (const [name, data] of this.waiting ?? []) this.apply(name, data);
      this.waiting = undefined;
      this.emit("reset");
      this.setStatus("live");
    } catch (error) {
      if (!this.isClosed) this.setStatus(error.status === 0 ? "offline" : "refused");
    }
    return undefined;
  }

  receive(name, data) {
    if (name === "action") return this.emit("typing", data);
    if (name === "state") return this.emit("state", data);
    if (name === "answer") return undefined;
    if (this.waiting) return this.waiting.push([name, data]);
    const isKnown = this.messages.has(data.message_id);
    this.apply(name, data);
    if (name === "message" && isKnown) return this.emit("edit", data);
    return this.emit(name, data);
  }

  apply(name, data) {
    if (name !== "delete") return this.messages.set(data.message_id, data);
    for (const id of data.message_ids ?? [data.message_id]) this.messages.delete(id);
    return undefined;
  }

  setStatus(status) {
    this.status = status;
    this.emit("status", status);
  }

  emit(name, detail) {
    if (!this.isClosed) this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  ordered() {
    return [...this.messages.values()].sort((one, other) => one.message_id - other.message_id);
  }
}
