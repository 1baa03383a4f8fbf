// Text with Telegram's entities as nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { h, iconButton } from "./dom.js";
import { entityTime, exactTimeOf } from "./format.js";
import { safeUrl } from "./links.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

/** `actions`: link(href), command(text), mention(text), note(text). */
export function renderText(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return renderRange(text, 0, text.length, sorted, actions);
}

function renderRange(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    let next = index + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    if (entity.offset >= at && stop > entity.offset) {
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      const inner = renderRange(text, entity.offset, stop, entities.slice(index + 1, next), actions);
      nodes.push(wrap(entity, text.slice(entity.offset, stop), inner, actions));
      at = stop;
      // a block breaks the line by itself
      if (["pre", "blockquote", "expandable_blockquote"].includes(entity.type) && text[at] === "\n") at += 1;
    }
    index = next;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, text, inner, actions) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], { class: `entity-${entity.type}` }, inner);
  switch (entity.type) {
    case "pre": return preformatted(entity, text, inner, actions);
    case "blockquote": return h("blockquote", {}, inner);
    case "expandable_blockquote": return expandable(inner);
    case "spoiler": return spoiler(inner);
    case "date_time": return dateTime(entity, text);
    case "text_link": return link(entity.url, inner, actions);
    case "url": return link(text, inner, actions);
    case "email": return link(`mailto:${text}`, inner, actions);
    case "phone_number": return link(`tel:${text.replace(/[^\d+]/g, "")}`, inner, actions);
    case "bot_command": return wordButton(inner, () => actions.command(text));
    case "mention": return wordButton(inner, () => actions.mention(text));
    case "hashtag": case "cashtag": case "text_mention": return h("span", { class: "tag" }, inner);
    default: return h("span", {}, inner);
  }
}

const wordButton = (inner, onclick) => h("button", { type: "button", class: "word", onclick }, inner);

function link(address, inner, actions) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, inner);
  const open = (event) => {
    event.preventDefault();
    actions.link(href);
  };
  return h("a", { href, rel: "noopener noreferrer", target: "_blank", title: href, onclick: open }, inner);
}

function preformatted(entity, text, inner, actions) {
  const copy = iconButton("copy", "Copy code", async () => {
    await navigator.clipboard.writeText(text);
    actions.note("Copied");
  });
  return h("figure", { class: "pre" },
    h("figcaption", {}, h("span", {}, entity.language || "text"), copy),
    h("pre", { tabindex: "0" }, h("code", {}, inner)));
}

function expandable(inner) {
  const body = h("blockquote", { class: "is-folded" }, inner);
  const toggle = h("button", {
    type: "button", class: "word unfold", "aria-expanded": "false",
    onclick: () => {
      const isFolded = body.classList.toggle("is-folded");
      toggle.setAttribute("aria-expanded", String(!isFolded));
      toggle.textContent = isFolded ? "Show more" : "Show less";
    },
  }, "Show more");
  return h("div", { class: "expandable" }, body, toggle);
}

function spoiler(inner) {
  const node = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" },
    h("span", { class: "spoiler-text", "aria-hidden": "true" }, inner));
  const show = () => {
    node.classList.add("is-shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    node.firstChild.removeAttribute("aria-hidden");
  };
  // what is under the cover (a link, a command) must not react to the press that lifts it
  node.addEventListener("click", (event) => {
    if (node.classList.contains("is-shown")) return;
    event.preventDefault();
    event.stopPropagation();
    show();
  }, true);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") show();
  });
  return node;
}

function dateTime(entity, text) {
  const format = entity.date_time_format ?? "";
  const node = h("time", {
    class: "moment", datetime: new Date(entity.unix_time * 1000).toISOString(), title: exactTimeOf(entity.unix_time),
  }, entityTime(entity.unix_time, format, text));
  if (format === "r") node.dataset.unix = entity.unix_time;
  return node;
}

// relative moments run on while they are looked at
setInterval(() => {
  for (const node of document.querySelectorAll("time[data-unix]")) {
    const text = entityTime(Number(node.dataset.unix), "r", "");
    if (node.textContent !== text) node.textContent = text;
  }
}, 1000);
