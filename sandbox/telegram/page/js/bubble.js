// One message as an element.

import { api } from "./api.js";
import { avatar, fullName, h, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { exactTimeOf, money, preview, serviceText, timeOf } from "./format.js";
import { inlineKeyboard } from "./keyboards.js";

const BIG_EMOJI = /^(\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,12}$/u;

/**
 * `context`: target, actions (of entities), press(message, button, element), isPending(message, button), showSender,
 * replyTo(message).
 */
export function renderMessage(message, context) {
  const service = serviceText(message);
  if (service) {
    return h("div", { class: "message service", "data-id": message.message_id }, h("span", {}, message.pinned_message && icon("pin"), service));
  }
  const isOwn = message.from?.id === context.target.userId && !message.sender_chat;
  const sender = message.sender_chat?.title ?? fullName(message.from);
  const senderId = message.sender_chat?.id ?? message.from?.id ?? 0;
  const keyboard = inlineKeyboard(message, (button, element) => context.press(message, button, element), (button) => context.isPending(message, button));
  const body = h("div", { class: "bubble" },
    context.showSender && !isOwn && senderName(sender, senderId),
    message.reply_to_message && quote(message.reply_to_message),
    message.forward_origin && h("div", { class: "forwarded" }, `Forwarded from ${originName(message.forward_origin)}`),
    contentOf(message, context),
    footer(message, isOwn));
  return h("article", {
    class: ["message", isOwn ? "own" : "other", keyboard && "has-keyboard", message.photo && "has-photo"].filter(Boolean).join(" "),
    "data-id": message.message_id, "data-sender": senderId, "aria-label": `${isOwn ? "You" : sender}, ${timeOf(message.date)}`,
  }, context.showSender && !isOwn && avatar(senderId, sender), h("div", { class: "stack" }, body, keyboard));
}

function senderName(name, id) {
  const node = h("div", { class: "sender" }, name);
  node.style.setProperty("--hue", [212, 262, 330, 16, 36, 150, 180, 290][Math.abs(id) % 8]);
  return node;
}

const originName = (origin) => origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "somebody";

function quote(message) {
  return h("div", { class: "quote" }, h("strong", {}, fullName(message.from)), h("span", {}, preview(message)));
}

function contentOf(message, context) {
  const caption = message.caption && textBlock(message.caption, message.caption_entities, context);
  if (message.photo) return message.show_caption_above_media ? [caption, photo(message)] : [photo(message), caption];
  if (message.invoice) return invoice(message.invoice);
  if (message.contact) return attachment("phone", [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" "), message.contact.phone_number);
  if (message.document) return [documentLink(message.document), caption];
  if (message.text !== undefined) return textBlock(message.text, message.entities, context);
  return [h("div", { class: "text muted" }, "This kind of message is not shown by the sandbox."), caption];
}

function textBlock(text, entities, context) {
  const isBig = !entities?.length && BIG_EMOJI.test(text) && /\p{Extended_Pictographic}/u.test(text);
  return h("div", { class: `text ${isBig ? "big" : ""}`, dir: "auto" }, renderText(text, entities, context.actions));
}

function photo(message) {
  const size = message.photo.at(-1);
  const image = h("img", {
    class: "photo", src: api.fileUrl(size.file_id), alt: message.caption ?? "Photo", loading: "lazy",
    width: size.width || null, height: size.height || null,
  });
  if (!message.has_media_spoiler) return h("div", { class: "media" }, image);
  const cover = h("button", { type: "button", class: "media is-covered", "aria-label": "Hidden photo, press to show", onclick: () => cover.classList.remove("is-covered") }, image);
  return cover;
}

function documentLink(file) {
  return h("a", { class: "attachment", href: api.fileUrl(file.file_id), download: file.file_name ?? "file" }, h("span", { class: "attachment-icon" }, icon("file")),
    h("span", { class: "row-text" }, h("strong", {}, file.file_name ?? "File"), file.file_size && h("small", {}, sizeOf(file.file_size))));
}

const sizeOf = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`);

const attachment = (glyph, title, detail) => h("div", { class: "attachment" }, h("span", { class: "attachment-icon" }, icon(glyph)),
  h("span", { class: "row-text" }, h("strong", {}, title), h("small", {}, detail)));

function invoice(bill) {
  return h("div", { class: "invoice" }, h("strong", {}, bill.title), h("p", { dir: "auto" }, bill.description),
    h("span", { class: "price" }, money(bill.total_amount, bill.currency)));
}

function footer(message, isOwn) {
  return h("div", { class: "meta" }, message.edit_date && h("span", { class: "edited" }, "edited"),
    h("time", { datetime: new Date(message.date * 1000).toISOString(), title: exactTimeOf(message.date) }, timeOf(message.date)),
    isOwn && h("span", { class: "ticks", "aria-hidden": "true" }, "✓✓"));
}
