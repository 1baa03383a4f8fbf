// Numbers, money and instants as people of a language write them, exactly as the bot does (core/kernel/texts.py,
// bot/texts.py): the tables come from the same Babel, since no browser's Intl knows Tajik.

import exponents from "./formats/exponents.json";

export interface Formats {
  decimal: string;
  group: string;
  is_currency_first: boolean;
  symbols: Record<string, string>;
  months: string[];
  day_periods: string[];
  /** Patterns of the CLDR: `MMM d, y`, `d MMM`, `h:mm a`. */
  date: string;
  day: string;
  time: string;
}

const NO_BREAK = "\u00a0";

/** How many decimal places people write for an asset: 2 for TJS, 0 for JPY and the platform's own. */
export function exponent(asset: string): number {
  if (asset === "XTR" || asset === "COIN" || asset === "CREDIT") return 0;
  return (exponents as Record<string, number>)[asset] ?? 2;
}

/** A whole number with its thousands apart. */
export function wholeText(formats: Formats, value: number): string {
  const digits = Math.abs(Math.trunc(value)).toString();
  return (value < 0 ? "-" : "") + digits.replace(/\B(?=(\d{3})+$)/g, formats.group);
}

/** A number of minor units as a decimal, with all its places. `amountMinor` is a whole number up to 2^53 - 1. */
export function decimalText(formats: Formats, amountMinor: number, places: number): string {
  const digits = Math.abs(amountMinor)
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, formats.group);
  const sign = amountMinor < 0 ? "-" : "";
  return sign + whole + (places ? formats.decimal + digits.slice(digits.length - places) : "");
}

/** An amount of a currency: 1 234,50 TJS; US$5.00. The platform's own assets have words: see texts.ts. */
export function currencyText(formats: Formats, amountMinor: number, currency: string): string {
  const symbol = formats.symbols[currency] ?? currency;
  const amount = decimalText(formats, Math.abs(amountMinor), exponent(currency));
  const sign = amountMinor < 0 ? "-" : "";
  if (!formats.is_currency_first) return `${sign}${amount}${NO_BREAK}${symbol}`;
  return `${sign}${symbol}${/\p{L}$/u.test(symbol) ? NO_BREAK : ""}${amount}`;
}

/** A share in percent with as many places as it takes to tell it from nothing: 80 %, 0.8 %, < 0.01 %. */
export function percentText(formats: Formats, share: number): string {
  const percent = share * 100;
  const places = percent >= 10 ? 0 : percent >= 1 ? 1 : 2;
  if (percent > 0 && percent < 0.01) return `< 0${formats.decimal}01${NO_BREAK}%`;
  // never rounded up to a certainty
  const shown = percent < 100 ? Math.min(percent, 99) : percent;
  return `${Number(shown.toFixed(places)).toString().replace(".", formats.decimal)}${NO_BREAK}%`;
}

interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** The calendar and clock of a zone at an instant; of the device's own zone where none is given or known. */
export function wallTime(instant: Date, timeZone: string | null | undefined): WallTime {
  let parts: Intl.DateTimeFormatPart[];
  const numeric = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  } as const;
  try {
    parts = new Intl.DateTimeFormat("en-u-ca-gregory", { ...numeric, timeZone: timeZone ?? undefined }).formatToParts(
      instant,
    );
  } catch {
    parts = new Intl.DateTimeFormat("en-u-ca-gregory", numeric).formatToParts(instant);
  }
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute") };
}

/** A wall time by a pattern of the CLDR. */
export function patternText(formats: Formats, pattern: string, at: WallTime): string {
  const two = (value: number) => value.toString().padStart(2, "0");
  const fields: Record<string, string> = {
    y: `${at.year}`,
    MMM: formats.months[at.month - 1] ?? "",
    d: `${at.day}`,
    dd: two(at.day),
    h: `${at.hour % 12 || 12}`,
    HH: two(at.hour),
    H: `${at.hour}`,
    mm: two(at.minute),
    a: formats.day_periods[at.hour < 12 ? 0 : 1] ?? "",
  };
  return pattern.replace(
    /'([^']*)'|([a-zA-Z])\2*/g,
    (field, quoted: string | undefined) => quoted ?? fields[field] ?? field,
  );
}

/** An instant in full: Nov 25, 2026, 7:06 PM. */
export function whenText(formats: Formats, instant: Date, timeZone?: string | null): string {
  const at = wallTime(instant, timeZone);
  return `${patternText(formats, formats.date, at)}, ${patternText(formats, formats.time, at)}`;
}

/** An instant within a year or so: Nov 25, 7:06 PM. */
export function shortWhenText(formats: Formats, instant: Date, timeZone?: string | null): string {
  const at = wallTime(instant, timeZone);
  return `${patternText(formats, formats.day, at)}, ${patternText(formats, formats.time, at)}`;
}

/** A calendar date, given as year-month-day. */
export function dateText(formats: Formats, date: string): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return patternText(formats, formats.date, { year, month, day, hour: 0, minute: 0 });
}
