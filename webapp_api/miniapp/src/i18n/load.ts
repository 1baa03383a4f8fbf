// Each language is a file of its own, fetched when somebody reads it.

import type { Formats } from "./formats";
import type { Language } from "./languages";
import { bundleOf, Texts } from "./texts";

const LOADERS: Record<Language, () => Promise<{ messages: string; formats: Formats }>> = {
  en: () => import("virtual:locale/en"),
  ru: () => import("virtual:locale/ru"),
  tg: () => import("virtual:locale/tg"),
  th: () => import("virtual:locale/th"),
};

const COUNTRIES: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import("./formats/countries/en.json"),
  ru: () => import("./formats/countries/ru.json"),
  tg: () => import("./formats/countries/tg.json"),
  th: () => import("./formats/countries/th.json"),
};

export async function loadTexts(language: Language): Promise<Texts> {
  const { messages, formats } = await LOADERS[language]();
  return new Texts(language, bundleOf(language, messages), formats);
}

/** The names of countries by their codes. */
export const loadCountries = async (language: Language): Promise<Record<string, string>> =>
  (await COUNTRIES[language]()).default;
