// Strict checks of JSON values by shape: each refusal names the one field that is wrong.

export type Check = (value: unknown, path: string) => void;
export type Json = Record<string, unknown>;

export class InvalidField extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}

/** Inputs that would let an operator try again after the beacon (section 4). */
const FREE_INPUTS = new Set(["vrf_pk", "vrf_beta", "vrf_pi", "nonce"]);

export const integer =
  (minimum = 0, maximum = Number.MAX_SAFE_INTEGER): Check =>
  (value, path) => {
    if (!(typeof value === "number" && Number.isInteger(value))) throw new InvalidField(path, "must be an integer");
    if (value < minimum || value > maximum) throw new InvalidField(path, `must be from ${minimum} to ${maximum}`);
  };

export const text =
  (pattern: RegExp, description: string): Check =>
  (value, path) => {
    if (typeof value !== "string" || !pattern.test(value)) throw new InvalidField(path, `must be ${description}`);
  };

export const hexOf = (size: number): Check =>
  text(new RegExp(`^[0-9a-f]{${2 * size}}$`), `${2 * size} lowercase hex digits`);

export const oneOf =
  (...allowed: string[]): Check =>
  (value, path) => {
    if (typeof value !== "string" || !allowed.includes(value))
      throw new InvalidField(path, `must be ${allowed.map((word) => `"${word}"`).join(" or ")}`);
  };

export const isList: Check = (value, path) => {
  if (!Array.isArray(value)) throw new InvalidField(path, "must be a list");
};

export const listOf =
  (item: Check): Check =>
  (value, path) => {
    isList(value, path);
    (value as unknown[]).forEach((element, index) => item(element, `${path}[${index}]`));
  };

export const rowOf =
  (...columns: Check[]): Check =>
  (value, path) => {
    if (!Array.isArray(value) || value.length !== columns.length)
      throw new InvalidField(path, `must be a list of ${columns.length}`);
    columns.forEach((column, index) => column(value[index], `${path}[${index}]`));
  };

/** Exactly these fields: unknown names first (sorted), then absent ones, then the values in order. */
export const objectOf =
  (required: Record<string, Check>, optional: Record<string, Check> = {}): Check =>
  (value, path) => {
    const fields = asObject(value, path);
    const known = { ...required, ...optional };
    const unknown = Object.keys(fields)
      .filter((name) => !Object.hasOwn(known, name))
      .sort(byCodePoints)[0];
    if (unknown !== undefined)
      throw new InvalidField(
        join(path, unknown),
        FREE_INPUTS.has(unknown) ? "is a free input, which a proof may not carry" : "is not known",
      );
    for (const name of Object.keys(required))
      if (!Object.hasOwn(fields, name)) throw new InvalidField(join(path, name), "is missing");
    for (const [name, item] of Object.entries(known))
      if (Object.hasOwn(fields, name)) item(fields[name], join(path, name));
  };

export function asObject(value: unknown, path: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof OddNumber)
    throw new InvalidField(path, "must be an object");
  return value as Json;
}

/** A number that no integer of JavaScript is: a float, or beyond 2^53 - 1. No check of a field accepts it. */
export class OddNumber {
  constructor(readonly written: string) {}
}

/** A field's path; an odd name is quoted and cut, since it comes from a stranger's file. */
export function join(path: string, name: string): string {
  const shown = /^[A-Za-z0-9_]{1,64}$/.test(name) ? name : asciiJson(name).slice(0, 80);
  return path ? `${path}.${shown}` : shown;
}

const asciiJson = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

function byCodePoints(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
    if (difference) return difference;
  }
  return left.length - right.length;
}
