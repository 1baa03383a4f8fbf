// Words for one reader: the messages of locales/ with money, counts and instants in their language and time zone.

import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from "@fluent/bundle";
import {
  currencyText,
  dateText,
  decimalText,
  exponent,
  type Formats,
  percentText,
  shortWhenText,
  whenText,
  wholeText,
} from "./formats";
import type { Language } from "./languages";

export type Param = string | number | null | undefined;

/** An amount as the API gives it: whole minor units of an asset. */
export interface Money {
  amount: number;
  currency: string;
}

const OWN_ASSETS: Record<string, string> = { COIN: "money-coin", CREDIT: "money-credit", XTR: "money-xtr" };
const HOUR_S = 3600;
const MINUS = "\u2212";

/** The messages of a language. */
export function bundleOf(language: Language, messages: string): FluentBundle {
  // Where a browser lacks Tajik, Thai stands in for its plurals: neither language has any.
  const bundle = new FluentBundle(language === "tg" ? ["tg", "th"] : [language], { useIsolating: false });
  bundle.addResource(new FluentResource(messages));
  return bundle;
}

export class Texts {
  constructor(
    readonly language: Language,
    private readonly bundle: FluentBundle,
    readonly formats: Formats,
    readonly timeZone: string | null = null,
  ) {}

  /** The same words for who lives in another zone; null: the device's own. */
  inZone(timeZone: string | null): Texts {
    return new Texts(this.language, this.bundle, this.formats, timeZone);
  }

  /**
   * A message with parameters, and with what is made of them, as core/kernel/texts.py does: `price_minor` gives `$price`,
   * money of the `asset`; `wait_s` gives `$wait_hours` and `$wait_minutes`, rounded up; `window` gives `$window_days`.
   */
  readonly t = (id: string, params: Record<string, Param> = {}): string => {
    const pattern = this.bundle.getMessage(id)?.value;
    if (!pattern) {
      console.error(`no text ${id}`);
      return id;
    }
    const problems: Error[] = [];
    const text = this.bundle.formatPattern(pattern, this.arguments(params), problems);
    if (problems.length) console.error(`text ${id}`, problems);
    return text;
  };

  /** A message with marks, <b> and the like, for ui/Rich: what is inserted has none. */
  readonly rich = (id: string, params: Record<string, Param> = {}): string =>
    this.t(
      id,
      Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, typeof value === "string" ? escaped(value) : value]),
      ),
    );

  /** An amount as the reader writes it: 1 234,50 TJS; 5 coins. */
  readonly money = ({ amount, currency }: Money): string => {
    const own = OWN_ASSETS[currency];
    return own ? this.t(own, { amount }) : currencyText(this.formats, amount, currency);
  };

  /** An amount that says whether it came or went. */
  readonly signed = ({ amount, currency }: Money): string =>
    (amount > 0 ? "+" : amount < 0 ? MINUS : "") + this.money({ amount: Math.abs(amount), currency });

  /** The number alone, for a field that people type into. */
  readonly amount = ({ amount, currency }: Money): string =>
    decimalText({ ...this.formats, group: "" }, amount, exponent(currency));

  readonly whole = (value: number): string => wholeText(this.formats, value);
  readonly percent = (share: number): string => percentText(this.formats, share);
  readonly when = (instant: string | Date): string => whenText(this.formats, new Date(instant), this.timeZone);
  readonly shortWhen = (instant: string | Date): string =>
    shortWhenText(this.formats, new Date(instant), this.timeZone);
  readonly date = (day: string): string => dateText(this.formats, day);

  /** The reader's language of a text that an admin wrote in several; English is always there. */
  readonly of = (texts: Record<string, string>): string =>
    texts[this.language] || texts.en || Object.values(texts)[0] || "";

  private arguments(params: Record<string, Param>): Record<string, FluentVariable> {
    const made: Record<string, FluentVariable> = {};
    const asset = params.asset ?? params.from_asset;
    for (const [name, value] of Object.entries(params)) {
      made[name] = typeof value === "number" ? new Count(value, this.formats) : (value ?? "");
      const at = name.lastIndexOf("_");
      const [stem, unit] = [name.slice(0, at), name.slice(at + 1)];
      if (typeof value === "number" && unit === "minor" && typeof asset === "string") {
        made[stem] = this.money({ amount: value, currency: asset });
      } else if (typeof value === "number" && unit === "s" && stem) {
        made[`${stem}_hours`] = new Count(Math.ceil(value / HOUR_S), this.formats);
        made[`${stem}_minutes`] = new Count(Math.ceil(value / 60), this.formats);
      } else if (name === "window" && typeof value === "string") {
        const [, count = "0", length] = /^(\d{1,4})([hd])$/.exec(value) ?? [];
        made.window_days = new Count(Math.floor(Number(count) / (length === "h" ? 24 : 1)), this.formats);
      }
    }
    return made;
  }
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A number that chooses plurals as any other and is written with our own tables. */
class Count extends FluentNumber {
  constructor(
    value: number,
    private readonly formats: Formats,
  ) {
    super(value);
  }

  override toString(): string {
    return wholeText(this.formats, this.value);
  }
}
