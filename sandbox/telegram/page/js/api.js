// The control API of the sandbox: the only module that knows its addresses.

/** A refusal or an unreachable server; `message` is fit to show. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const request = { method, headers: {} };
  if (body instanceof FormData) request.body = body;
  else if (body !== undefined) {
    request.headers["content-type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new ApiError("The sandbox does not answer. It is tried again.", 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(reasonOf(answer) ?? `The sandbox answered ${response.status}.`, response.status);
  return answer;
}

function reasonOf(answer) {
  const reason = answer?.detail ?? answer?.description ?? answer?.error;
  if (Array.isArray(reason)) return reason.map((each) => each.msg).join("; ");
  return typeof reason === "string" ? reason : undefined;
}

const get = (path) => call("GET", path);
const post = (path, body) => call("POST", path, body);
const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined && value !== "")).toString();
const user = (id, rest) => `/sandbox/users/${id}/${rest}`;
const chat = (id, rest) => `/sandbox/chats/${id}/${rest}`;

export const api = {
  state: () => get("/sandbox/state"),
  saveUser: (id, values) => call("PUT", `/sandbox/users/${id}`, values),
  block: (id, blocked) => post(user(id, blocked ? "block" : "unblock"), {}),
  contact: (id) => post(user(id, "contact"), {}),
  webAppUrl: (id, values) => get(user(id, `webapp-url?${query(values)}`)),
  pay: (id, invoice) => post(user(id, "payments"), invoice),
  inline: (id, text, offset) => post(user(id, "inline"), { query: text, offset }),
  chooseInline: (id, resultId, chatId) => post(user(id, "inline/choose"), { result_id: resultId, chat_id: chatId }),
  sharePrepared: (id, preparedId, chatId) => post(user(id, "inline/share"), { prepared_id: preparedId, chat_id: chatId }),
  webAppData: (id, data, buttonText) => post(user(id, "webapp-data"), { data, button_text: buttonText }),
  repeat: () => post("/sandbox/updates/repeat", {}),
  faults: () => get("/sandbox/faults"),
  addFault: (fault) => post("/sandbox/faults", fault),
  clearFaults: () => call("DELETE", "/sandbox/faults"),
  topUp: (id, amountMinor) => post("/sandbox/top-up", { user_id: id, amount_minor: amountMinor }),
  fileUrl: (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`,
  sendPhoto: (id, file, caption) => {
    const form = new FormData();
    form.append("photo", file, file.name);
    if (caption) form.append("caption", caption);
    return post(user(id, "photos"), form);
  },
};

/** What one place of the page looks at: a person's chat with the bot, or a group or channel seen by a person. */
export class Target {
  constructor(chatId, userId) {
    this.chatId = chatId;
    this.userId = userId;
    this.key = String(chatId);
  }

  get isPrivate() {
    return this.chatId === this.userId;
  }

  messages(after = 0) {
    return get(this.isPrivate ? user(this.userId, `messages?after=${after}`) : chat(this.chatId, `messages?after=${after}`));
  }

  send(text, extra) {
    if (this.isPrivate) return post(user(this.userId, "messages"), { text, ...extra });
    return post(chat(this.chatId, "messages"), { user_id: this.userId, text, ...extra });
  }

  press(messageId, data) {
    if (this.isPrivate) return post(user(this.userId, "callbacks"), { message_id: messageId, data });
    return post(chat(this.chatId, "callbacks"), { user_id: this.userId, message_id: messageId, data });
  }

  eventsUrl() {
    return this.isPrivate ? user(this.userId, "events") : chat(this.chatId, `events?user_id=${this.userId ?? ""}`);
  }
}

const EVENTS = ["message", "edit", "delete", "action", "answer", "state"];
const RETRY_MS = [500, 1000, 2000, 3000];

/**
 * Follows a stream of events for as long as the page wants it, through restarts of the server.
 * `onEvent(name, data)`, `onStatus(isOnline)`. Returns the function that ends it.
 */
export function follow(url, onEvent, onStatus) {
  let source;
  let timer;
  let failures = 0;
  const connect = () => {
    source = new EventSource(url);
    source.onopen = () => {
      failures = 0;
      onStatus(true);
    };
    for (const name of EVENTS) source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
    // the browser's own retry gives up after an HTTP error, so each failure starts a connection of ours
    source.onerror = () => {
      source.close();
      onStatus(false);
      timer = setTimeout(connect, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
