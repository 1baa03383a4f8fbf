import { expect, it } from "vitest";
import { ApiError, type ErrorParams } from "@/api/errors";
import { fitting } from "./Offer";

const PRICE = 500;
const refused = (code: string, params: ErrorParams) => new ApiError(code, 409, params, "");

it.each<[string, ErrorParams, number]>([
  ["not_enough_tickets", { left: 3 }, 3],
  ["cap_reached", { cap: 50, held: 48 }, 2],
  ["cap_reached", { cap: 50, held: 50 }, 0],
  ["insufficient_funds", { available_minor: 1499 }, 2],
  ["insufficient_funds", { available_minor: 499 }, 0],
  ["limit_exceeded", { left_minor: 1500 }, 3],
  ["limit_exceeded", { left_minor: -100 }, 0],
  ["not_enough_tickets", { left: 12 }, 0],
  ["not_enough_tickets", {}, 0],
  ["sold_out", {}, 0],
])("after %s %o fewer tickets fit: %d", (code, params, fits) =>
  expect(fitting(refused(code, params), PRICE, 10)).toBe(fits),
);

it("nothing was refused, nothing is offered", () => expect(fitting(null, PRICE, 10)).toBe(0));
