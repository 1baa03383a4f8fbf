// Building elements. Text of any origin becomes a text node; nothing on this page parses HTML.

/** Makes an element; `on<event>` attaches a listener, false and null leave an attribute out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "value") node.value = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const ICONS = {
  send: "M4.5 12 20 4.8 16.6 19.4 11.2 14.6ZM11.2 14.6 20 4.8",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  down: "M6 9.5l6 6 6-6",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
  auto: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 3.5v17M12 8h7M12 12h8.4M12 16h7",
  split: "M4 5.5h16v13H4ZM12 5.5v13",
  coins: "M12 7.5c0 1.4-1.9 2.5-4.2 2.5s-4.3-1.1-4.3-2.5S5.4 5 7.8 5 12 6.1 12 7.5ZM3.5 7.5v4c0 1.4 1.9 2.5 4.3 2.5M20.5 13c0 1.4-1.9 2.5-4.3 2.5S12 14.4 12 13s1.9-2.5 4.2-2.5 4.3 1.1 4.3 2.5ZM12 13v4c0 1.4 1.9 2.5 4.2 2.5s4.3-1.1 4.3-2.5v-4",
  repeat: "M5 11V9.5A3.5 3.5 0 0 1 8.5 6H19M16 3l3 3-3 3M19 13v1.5a3.5 3.5 0 0 1-3.5 3.5H5M8 21l-3-3 3-3",
  fault: "M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17v.2",
  slash: "M15.5 5 8.5 19",
  photo: "M4 5.5h16v13H4ZM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 10v.1",
  keyboard: "M3.5 6.5h17v11h-17ZM7 10h.1M10.3 10h.1M13.6 10h.1M17 10h.1M8 14h8",
  reload: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15",
  more: "M12 5.5v.1M12 12v.1M12 18.5v.1",
  link: "M8 16 16.5 7.5M10 7h7v7",
  copy: "M9 9h10v10H9ZM15 9V5H5v10h4",
  app: "M5 5h14v14H5ZM5 9h14M8 7h.1",
  group: "M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3.5 18.5c0-3 2.5-4.7 5.5-4.7s5.5 1.7 5.5 4.7M16 11.5a2.5 2.5 0 1 0-1-4.8M17 14c2.1.4 3.5 2 3.5 4.3",
  channel: "M4 10v4h3l8 4.5v-13L7 10ZM18 9.5c1.3 1.5 1.3 3.5 0 5",
  file: "M7 3.5h7l4 4v13H7ZM14 3.5v4h4",
  inline: "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM15.5 8.5v5c0 3 4.5 2.5 4.5-1.5a8 8 0 1 0-3.2 6.4",
  phone: "M6 4h3.5l1.5 4-2 1.5a10 10 0 0 0 5.5 5.5l1.5-2 4 1.5V18a2 2 0 0 1-2 2A14.5 14.5 0 0 1 4 6a2 2 0 0 1 2-2Z",
  star: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z",
  pin: "M9 4h6l-1 6 3.5 3.5h-11L10 10ZM12 13.5V20",
};

/** An icon of our own, drawn in the text's colour and hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon only; the label is for screen readers and the tooltip. */
export function iconButton(name, label, onclick, className = "") {
  return h("button", { type: "button", class: `icon-button ${className}`, "aria-label": label, title: label, onclick }, icon(name));
}

const HUES = [212, 262, 330, 16, 36, 150, 180, 290];

/** A round picture of initials whose colour stays with the id. */
export function avatar(id, name, glyph) {
  const letters = [...name.trim().split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "")].join("").toUpperCase();
  const node = h("span", { class: "avatar", "aria-hidden": "true" }, glyph ? icon(glyph) : letters || "?");
  node.style.setProperty("--hue", HUES[Math.abs(Number(id)) % HUES.length]);
  return node;
}

export const fullName = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(" ") || `User ${user?.id ?? ""}`;
