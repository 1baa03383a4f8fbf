// What lies over the page: toasts, alerts, confirmations, forms, sheets. Native dialogs keep focus and close by Esc.

import { h, icon, iconButton } from "./dom.js";

const TOAST_MS = 3500;

/** A short word over a place of the page (or the whole of it); read out by screen readers. */
export function toast(text, place = document.body) {
  place.querySelector(":scope > .toast")?.remove();
  const node = h("div", { class: "toast", role: "status" }, text);
  place.append(node);
  setTimeout(() => node.remove(), Math.max(TOAST_MS, text.length * 60));
}

/** Shows a dialog; resolves with what `close(value)` was given, undefined after Esc or a press outside. */
export function openDialog(title, build, className = "") {
  return new Promise((resolve) => {
    let result;
    const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": title });
    const close = (value) => {
      result = value;
      dialog.close();
    };
    dialog.append(...[build(close)].flat());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const heading = (title, close) => h("header", { class: "dialog-head" }, h("h2", {}, title), iconButton("close", "Close", () => close()));

/** `choices`: [{label, value, style}]; the last one has the focus, as the one that people mean. */
export function choose(title, text, choices) {
  return openDialog(title, (close) => [
    title && h("h2", {}, title),
    h("p", { class: "dialog-text" }, text),
    h("div", { class: "dialog-actions" }, choices.map(({ label, value, style }, index) => h("button", {
      type: "button", class: `button ${style ?? ""}`, autofocus: index === choices.length - 1, onclick: () => close(value),
    }, label))),
  ].filter(Boolean));
}

export const alertDialog = (text, title = "") => choose(title, text, [{ label: "OK", value: true, style: "primary" }]);

/** A link out of the sandbox is shown in full before it opens. */
export function confirmLink(href) {
  return openDialog("Open link", (close) => [
    h("h2", {}, "Open this link?"),
    h("p", { class: "dialog-text address" }, href),
    h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", onclick: () => close() }, "Cancel"),
      h("a", { class: "button primary", href, target: "_blank", rel: "noopener noreferrer", autofocus: true, onclick: () => close(true) }, "Open")),
  ]);
}

/** Picks one of `items` ({label, detail, lead, value}); resolves with its value. */
export function pick(title, items) {
  return openDialog(title, (close) => [
    heading(title, close),
    h("div", { class: "pick" }, items.map((item) => h("button", { type: "button", class: "row", onclick: () => close(item.value) },
      item.lead, h("span", { class: "row-text" }, h("strong", {}, item.label), item.detail && h("small", {}, item.detail))))),
  ]);
}

/**
 * A small form. `fields`: [{name, label, value, type, options, hint, min, max, required}]. `submit(values)` may throw: its message
 * stays in the form and nothing typed is lost. Resolves with what submit returned.
 */
export function form(title, fields, submitLabel, submit) {
  return openDialog(title, (close) => {
    const problem = h("p", { class: "problem", role: "alert" });
    const button = h("button", { class: "button primary" }, submitLabel);
    const node = h("form", {
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        problem.textContent = "";
        try {
          close((await submit(Object.fromEntries(new FormData(node)))) ?? true);
        } catch (error) {
          problem.textContent = error.message;
        } finally {
          button.disabled = false;
        }
      },
    }, fields.map(field), problem, h("div", { class: "dialog-actions" },
      h("button", { type: "button", class: "button", onclick: () => close() }, "Cancel"), button));
    return [heading(title, close), node];
  });
}

function field({ label, options, hint, value, ...rest }) {
  const control = options
    ? h("select", rest, options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)))
    : h("input", { autocomplete: "off", ...rest, value: value ?? "" });
  return h("label", { class: "field" }, h("span", {}, label), control, hint && h("small", {}, hint));
}

/** The sheet before a payment; `pay()` returns the refusal or undefined. Resolves with true after a payment. */
export function paySheet(invoice, amount, payer, pay) {
  return openDialog("Payment", (close) => {
    const problem = h("p", { class: "problem", role: "alert" });
    const button = h("button", {
      type: "button", class: "button primary wide", autofocus: true,
      onclick: async () => {
        button.disabled = true;
        button.classList.add("is-busy");
        problem.textContent = "";
        try {
          const refusal = await pay();
          if (!refusal) return close(true);
          problem.textContent = refusal;
        } catch (error) {
          problem.textContent = error.message;
        } finally {
          button.disabled = false;
          button.classList.remove("is-busy");
        }
        return undefined;
      },
    }, `Pay ${amount}`);
    return [
      heading("Confirm your payment", close),
      h("div", { class: "pay-item" }, h("span", { class: "pay-star" }, icon("star")),
        h("div", {}, h("strong", {}, invoice.title), h("p", {}, invoice.description))),
      h("dl", { class: "pay-lines" }, h("dt", {}, "Payer"), h("dd", {}, payer), h("dt", {}, "Total"), h("dd", {}, amount)),
      problem, button, h("p", { class: "fine" }, "Play money: nothing is charged anywhere."),
    ];
  }, "sheet");
}
