import { expect, it } from "vitest";
import { parseAmount } from "./amounts";

it.each<[string, string, number | null]>([
  ["12.5", "TJS", 1250],
  ["12,50", "TJS", 1250],
  ["1 234", "TJS", 123_400],
  ["1\u00a0234,05", "TJS", 123_405],
  ["0.07", "TJS", 7],
  ["5", "COIN", 5],
  ["5", "JPY", 5],
  ["1.234", "KWD", 1234],
  ["5.5", "COIN", null],
  ["1.234", "TJS", null],
  ["", "TJS", null],
  ["-5", "TJS", null],
  ["1e5", "TJS", null],
  ["1.2.3", "TJS", null],
  ["٣", "TJS", null],
  ["9999999999999", "TJS", 999_999_999_999_900],
  ["99999999999999", "TJS", null],
])("%s of %s", (typed, currency, amount) => expect(parseAmount(typed, currency)).toBe(amount));
