// Addresses that come from messages and mini-apps: what they mean here, and which may be opened.

const WEB = new Set(["http:", "https:"]);
const OPENABLE = new Set([...WEB, "mailto:", "tel:", "tg:"]);

/** The address if a browser may open it, with https added to a bare host; undefined for scripts and nonsense. */
export function safeUrl(text) {
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text);
  try {
    const url = new URL(hasScheme ? text : `https://${text}`);
    return OPENABLE.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a Telegram link asks for, when the sandbox can do it: {kind: "start", payload}, {kind: "app", startParam},
 * {kind: "share", text}, {kind: "invoice", slug}, {kind: "chat", id} for a channel's message; undefined for every other
 * address.
 */
export function telegramLink(href, botUsername, chats) {
  const url = new URL(href);
  let path = url.pathname.split("/").filter(Boolean);
  const values = url.searchParams;
  if (url.protocol === "tg:") {
    if (!values.get("domain")) return undefined;
    path = [values.get("domain"), values.get("appname")].filter(Boolean);
  } else if (!WEB.has(url.protocol) || !["t.me", "telegram.me"].includes(url.hostname)) return undefined;
  const [first, second] = path;
  if (first === "share") return { kind: "share", text: [values.get("url"), values.get("text")].filter(Boolean).join("\n") };
  if (first?.startsWith("$")) return { kind: "invoice", slug: first.slice(1) };
  const chat = chats.find(({ username }) => username && username.toLowerCase() === first?.toLowerCase());
  if (chat) return { kind: "chat", id: chat.id };
  if (first?.toLowerCase() !== botUsername?.toLowerCase()) return undefined;
  if (second || values.has("startapp")) return { kind: "app", startParam: values.get("startapp") ?? undefined };
  return { kind: "start", payload: values.get("start") ?? "" };
}
