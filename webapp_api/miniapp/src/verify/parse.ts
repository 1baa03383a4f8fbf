// proof.json and entries.csv as they are read: strictly, so that what is judged is what stands there.

import { OddNumber } from "./fields";

export class UnusableInput extends Error {}

export type Row = [first: number, last: number, tag: string];

const HEADING = "first,last,tag";
const MAX_DEPTH = 200;

/** The text of a file. Throws UnusableInput: another reading of its bytes would be another file. */
export function decoded(file: BufferSource): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    throw new UnusableInput("not text in UTF-8");
  }
}

/** The JSON value of a proof. Throws UnusableInput for what is no JSON, or says a key twice. */
export function parseProof(source: string): unknown {
  if (source.startsWith("\ufeff")) throw new UnusableInput("begins with a byte order mark");
  return new Reader(source).document();
}

/** A reader of its own: JSON.parse forgets doubled keys, and takes 1.0 and 2^60 for integers. */
class Reader {
  private at = 0;
  private depth = 0;
  // sticky: each is tried at one place
  private readonly space = /[ \t\n\r]*/y;
  private readonly number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
  private readonly string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  private readonly word = /true|false|null/y;

  constructor(private readonly source: string) {}

  document(): unknown {
    const value = this.value();
    this.match(this.space);
    if (this.at < this.source.length) throw this.fault();
    return value;
  }

  private value(): unknown {
    this.match(this.space);
    const sign = this.source[this.at];
    if (sign === "{") return this.nested(() => this.object());
    if (sign === "[") return this.nested(() => this.list());
    if (sign === '"') return this.text();
    const word = this.match(this.word);
    if (word) return JSON.parse(word[0]) as unknown;
    const number = this.match(this.number);
    if (!number) throw this.fault();
    const value = Number(number[0]);
    return number[1] || number[2] || !Number.isSafeInteger(value) ? new OddNumber(number[0]) : value;
  }

  private object(): object {
    // without a prototype, so that no name means anything but itself
    const fields = Object.create(null) as Record<string, unknown>;
    this.items("}", () => {
      this.match(this.space);
      const name = this.text();
      if (Object.hasOwn(fields, name))
        throw new UnusableInput(`the key ${JSON.stringify(name).slice(0, 80)} stands twice in one object`);
      this.match(this.space);
      this.expect(":");
      fields[name] = this.value();
    });
    return fields;
  }

  private list(): unknown[] {
    const items: unknown[] = [];
    this.items("]", () => items.push(this.value()));
    return items;
  }

  private items(end: string, item: () => void): void {
    this.at += 1;
    this.match(this.space);
    while (this.source[this.at] !== end) {
      item();
      this.match(this.space);
      if (this.source[this.at] === end) break;
      this.expect(",");
      this.match(this.space);
      // a comma announces one more
      if (this.source[this.at] === end) throw this.fault();
    }
    this.at += 1;
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new UnusableInput("nested too deeply");
    const value = read();
    this.depth -= 1;
    return value;
  }

  private text(): string {
    const written = this.match(this.string);
    if (!written) throw this.fault();
    return JSON.parse(written[0]) as string;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private expect(sign: string): void {
    if (this.source[this.at] !== sign) throw this.fault();
    this.at += 1;
  }

  private fault(): UnusableInput {
    const before = this.source.slice(0, this.at).split("\n");
    return new UnusableInput(`not JSON (line ${before.length}, column ${before.at(-1)!.length + 1})`);
  }
}

/** Whether a proof is one whose entries stand beside it, in entries.csv. */
export const leavesEntriesOut = (proof: unknown): boolean =>
  typeof proof === "object" && proof !== null && !Array.isArray(proof) && !("entries" in proof);

/** The entries of entries.csv: lines in the one spelling that is hashed. A heading is passed over. Throws UnusableInput. */
export function parseEntries(source: string): Row[] {
  const lines = source.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const start = lines[0] === HEADING ? 1 : 0;
  return lines.slice(start).map((line, index) => {
    const [, first, last, tag] = /^(0|-?[1-9]\d*),(0|-?[1-9]\d*),([^,]*)$/.exec(line) ?? [];
    if (first === undefined || last === undefined || tag === undefined)
      throw new UnusableInput(`line ${index + start + 1} is not first,last,tag`);
    return [Number(first), Number(last), tag];
  });
}
