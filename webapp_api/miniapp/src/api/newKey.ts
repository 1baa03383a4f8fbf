// The key of a command that moves money: the same one for every repetition of it.

const BYTES = 16;

export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(BYTES))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
