// The languages of the product, and which one to begin with.

export const LANGUAGES = ["en", "ru", "tg", "th"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name: who cannot read the present one finds theirs. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", ru: "Русский", tg: "Тоҷикӣ", th: "ไทย" };

const KEY = "fairlot.language";

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

/** The first of these tags (`ru-RU`, `th`) that is spoken here, else English. */
export function languageFor(...tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const spoken = tag?.replace("_", "-").split("-")[0]?.toLowerCase();
    if (isLanguage(spoken)) return spoken;
  }
  return "en";
}

/** What the player chose last on this device; it only saves a flash of another language before the profile is known. */
export function rememberedLanguage(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return isLanguage(kept) ? kept : undefined;
  } catch {
    return undefined; // storage may be shut in a foreign frame
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // see above
  }
}
