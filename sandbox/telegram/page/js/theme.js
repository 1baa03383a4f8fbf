// Light and dark: by the system until somebody chooses.

const KEY = "sandbox.theme";
const CHOICES = ["system", "light", "dark"];
const dark = matchMedia("(prefers-color-scheme: dark)");

export const theme = new EventTarget();
let choice = CHOICES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "system";

export const themeChoice = () => choice;
export const scheme = () => (choice === "system" ? (dark.matches ? "dark" : "light") : choice);

function apply() {
  document.documentElement.dataset.scheme = scheme();
  theme.dispatchEvent(new Event("change"));
}

/** Goes on to the next of system, light, dark. */
export function nextTheme() {
  choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
  localStorage.setItem(KEY, choice);
  apply();
}

dark.addEventListener("change", apply);
apply();
