import { describe, expect, it, vi } from "vitest";
import { messagesOf, namesIn, used } from "../../build/locales";
import { LANGUAGES, languageFor } from "./languages";
import { loadCountries, loadTexts } from "./load";

const MONEY = { amount: 123_450, currency: "TJS" };

describe("money is written as the bot writes it", () => {
  // the very results of core.kernel.texts.money_text
  it.each([
    ["en", "TJS\u00a01,234.50", "¥500", "-RUB\u00a05.00", "5 coins"],
    ["ru", "1\u00a0234,50\u00a0TJS", "500\u00a0¥", "-5,00\u00a0₽", "5 монет"],
    ["tg", "1\u00a0234,50\u00a0TJS", "500\u00a0JP¥", "-5,00\u00a0RUB", "5 танга"],
    ["th", "TJS\u00a01,234.50", "¥500", "-RUB\u00a05.00", "5 เหรียญ"],
  ] as const)("%s", async (language, somoni, yen, roubles, coins) => {
    const { money } = await loadTexts(language);
    expect(money(MONEY)).toBe(somoni);
    expect(money({ amount: 500, currency: "JPY" })).toBe(yen);
    expect(money({ amount: -500, currency: "RUB" })).toBe(roubles);
    expect(money({ amount: 5, currency: "COIN" })).toBe(coins);
  });

  it("keeps every digit of the largest amount", async () => {
    const { money } = await loadTexts("en");
    expect(money({ amount: Number.MAX_SAFE_INTEGER, currency: "USD" })).toBe("$90,071,992,547,409.91");
    expect(money({ amount: 5, currency: "USD" })).toBe("$0.05");
    expect(money({ amount: 1, currency: "KWD" })).toBe("KWD\u00a00.001");
  });

  it("says whether it came or went", async () => {
    const { signed } = await loadTexts("en");
    expect(signed(MONEY)).toBe("+TJS\u00a01,234.50");
    expect(signed({ ...MONEY, amount: -5 })).toBe("−TJS\u00a00.05");
  });
});

describe("instants", () => {
  const AT = "2026-11-25T19:06:30Z";
  it.each([
    ["en", "Nov 26, 2026, 12:06\u202fAM"],
    ["ru", "26 нояб. 2026\u202fг., 00:06"],
    ["tg", "26 Ноя 2026, 00:06"],
    ["th", "26 พ.ย. 2026, 00:06"],
  ] as const)("%s", async (language, written) => {
    const texts = (await loadTexts(language)).inZone("Asia/Dushanbe");
    expect(texts.when(AT)).toBe(written);
  });

  it("of a zone that the device does not know are in its own", async () => {
    const texts = await loadTexts("en");
    expect(texts.inZone("Mars/Olympus").when(AT)).toBe(texts.when(AT));
  });
});

describe("messages", () => {
  it("are given what is made of their parameters", async () => {
    const { t } = await loadTexts("en");
    expect(t("app-left", { left: 1200 })).toBe("1,200 left");
    expect((await loadTexts("ru")).t("app-prize-label", { count: 1 })).not.toBe(
      (await loadTexts("ru")).t("app-prize-label", { count: 5 }),
    );
  });

  it("that are missing are told to the developer and shown by their id", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect((await loadTexts("en")).t("no-such-text")).toBe("no-such-text");
    expect(told).toHaveBeenCalledOnce();
  });

  it("of the bundle are those that the sources name, with those they are made of", () => {
    const messages = new Map([
      ["a-one", "a-one = { a-two }!"],
      ["a-two", "a-two = two"],
      ["a-three", "a-three = three"],
    ]);
    expect(used(messages, new Set(["a-one", "no-message"]))).toBe("a-one = { a-two }!\na-two = two");
  });

  it("are the same ones in every language", () => {
    const names = namesIn("src");
    const ids = (language: string) => [...messagesOf(language).keys()].filter((id) => names.has(id)).sort();
    for (const language of LANGUAGES) expect(ids(language)).toEqual(ids("en"));
    expect(ids("en").length).toBeGreaterThan(20);
  });
});

describe("percent", () => {
  it.each([
    [0.8, "80\u00a0%"],
    [0.0083, "0.83\u00a0%"],
    [0.018, "1.8\u00a0%"],
    [0.00001, "< 0.01\u00a0%"],
    [0.9999, "99\u00a0%"],
    [1, "100\u00a0%"],
    [0, "0\u00a0%"],
  ])("%d", async (share, written) => {
    expect((await loadTexts("en")).percent(share)).toBe(written);
  });
});

it("finds the language of a tag, else English", () => {
  expect(languageFor("th-TH")).toBe("th");
  expect(languageFor(undefined, "de", "ru_RU")).toBe("ru");
  expect(languageFor("tlh")).toBe("en");
});

it("knows the countries by name", async () => {
  expect((await loadCountries("tg")).TJ).toBe("Тоҷикистон");
});
