// Times, amounts and short texts as people read them.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const dayThisYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const dayOtherYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const toDate = (unix) => new Date(unix * 1000);

export const timeOf = (unix) => clock.format(toDate(unix));
export const exactTimeOf = (unix) => exact.format(toDate(unix));
export const dayKey = (unix) => toDate(unix).toDateString();

export function dayName(unix) {
  const date = toDate(unix);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return "Today";
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return "Yesterday";
  return (date.getFullYear() === today.getFullYear() ? dayThisYear : dayOtherYear).format(date);
}

/** The time for a list row: a clock today, a date before. */
export const briefTimeOf = (unix) => (dayKey(unix) === new Date().toDateString() ? timeOf(unix) : shortDay.format(toDate(unix)));

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relativeTime(unix) {
  const seconds = unix - Math.floor(Date.now() / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[3];
  return relative.format(Math.trunc(seconds / size), unit);
}

/**
 * A date_time entity in the reader's zone. The format is "r" (relative) or up to one each of w (weekday),
 * d or D (date), t or T (time); without one the text that the bot wrote stays.
 */
export function entityTime(unix, format, text) {
  if (!format) return text;
  if (format === "r") return relativeTime(unix);
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/[tT]/.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (format.includes("T")) options.second = "2-digit";
  return new Intl.DateTimeFormat(undefined, options).format(toDate(unix));
}

/** An amount in minor units; Stars have none. */
export function money(amountMinor, currency) {
  if (currency === "XTR") return `⭐ ${amountMinor.toLocaleString()}`;
  const style = new Intl.NumberFormat(undefined, { style: "currency", currency });
  const digits = style.resolvedOptions().maximumFractionDigits;
  return style.format(amountMinor / 10 ** digits);
}

const SERVICE_KINDS = {
  successful_payment: (paid) => `You paid ${money(paid.total_amount, paid.currency)}`,
  refunded_payment: (paid) => `${money(paid.total_amount, paid.currency)} came back to you`,
  pinned_message: (pinned) => `Pinned: ${preview(pinned)}`,
  forum_topic_created: (topic) => `Topic “${topic.name}” was created`,
  forum_topic_edited: (topic) => (topic.name ? `The topic is now called “${topic.name}”` : "The topic has a new icon"),
  forum_topic_closed: () => "The topic was closed",
  forum_topic_reopened: () => "The topic was reopened",
  new_chat_members: (people) => `${people.map((person) => person.first_name).join(", ")} joined`,
  left_chat_member: (person) => `${person.first_name} left`,
  new_chat_title: (title) => `The chat is now called “${title}”`,
  group_chat_created: () => "The group was created",
  supergroup_chat_created: () => "The group was created",
  channel_chat_created: () => "The channel was created",
  write_access_allowed: () => "You allowed the bot to write to you",
  web_app_data: (data) => `“${data.button_text}” sent data to the bot`,
};

/** The sentence of a service message, or undefined for a message that somebody wrote. */
export function serviceText(message) {
  const kind = Object.keys(SERVICE_KINDS).find((name) => message[name] !== undefined);
  return kind && SERVICE_KINDS[kind](message[kind]);
}

/** One line that stands for a message in lists and quotes. */
export function preview(message) {
  if (!message) return "";
  const service = serviceText(message);
  if (service) return service;
  const text = (message.text ?? message.caption ?? "").replace(/\s+/g, " ");
  if (message.photo) return `🖼 ${text || "Photo"}`;
  if (message.document) return `📎 ${text || message.document.file_name || "File"}`;
  if (message.invoice) return `🧾 ${message.invoice.title}`;
  if (message.contact) return `👤 ${message.contact.first_name}`;
  return text || "Message";
}
