// Byte-exact encodings that hashes stand on: frames, tagged hashes, canonical JSON (draw protocol LDP-1, section 1).

// WebCrypto wants views of plain buffers; every array here is one
export type Bytes = Uint8Array<ArrayBuffer>;

const ascii = new TextEncoder();

export const textBytes = (text: string): Bytes => ascii.encode(text);

export function hexBytes(hex: string): Bytes {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
export const hexText = (bytes: Bytes): string => Array.from(bytes, (byte) => HEX[byte]).join("");

export function joined(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** F(x): the length as four big-endian bytes, then x. */
export function frame(x: Bytes): Bytes {
  const framed = new Uint8Array(4 + x.length);
  new DataView(framed.buffer).setUint32(0, x.length);
  framed.set(x, 4);
  return framed;
}

export function u64be(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export const sha256 = async (data: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", data));

/** T(tag, fields...): SHA-256 over the framed tag and the framed fields; text is ASCII. */
export const taggedHash = (tag: string, ...fields: (Bytes | string)[]): Promise<Bytes> =>
  sha256(joined(...[tag, ...fields].map((field) => frame(typeof field === "string" ? textBytes(field) : field))));

/** The one spelling of a checked JSON value: sorted keys, no spaces; nothing beyond ASCII passed the checks. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
