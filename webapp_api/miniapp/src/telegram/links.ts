// Deep links: the grammar of core/kernel/links.py, `lot_<id>`, with ids in 22 letters.

const KINDS = ["ref", "lot", "gift", "camp", "val", "prz"] as const;
export type LinkKind = (typeof KINDS)[number];

export interface Link {
  kind: LinkKind;
  value: string;
}

/** The link of a start parameter, null for anything that is not one of ours. */
export function parseLink(payload: string | null | undefined): Link | null {
  const [, kind, value] = /^([a-z]+)_([A-Za-z0-9_-]+)$/.exec(payload ?? "") ?? [];
  if (!kind || !value || payload!.length > 64 || !KINDS.includes(kind as LinkKind)) return null;
  return { kind: kind as LinkKind, value };
}

/** A UUID in 22 letters of the URL alphabet. */
export function encodeId(id: string): string {
  const bytes = id
    .replaceAll("-", "")
    .match(/../g)!
    .map((byte) => Number.parseInt(byte, 16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The UUID of `encodeId`, null for any other text. */
export function decodeId(text: string): string | null {
  if (!/^[A-Za-z0-9_-]{22}$/.test(text)) return null;
  const bytes = atob(`${text.replaceAll("-", "+").replaceAll("_", "/")}==`);
  const hex = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  return encodeId(id) === text ? id : null;
}

/** The page that a start parameter opens; unknown ones open the first page. */
export function pathOf(payload: string | null | undefined): string {
  const link = parseLink(payload);
  const id = link && decodeId(link.value);
  if (link?.kind === "lot" && id) return `/lotteries/${id}`;
  if (link?.kind === "prz" && id) return `/prizes/${id}`;
  return "/";
}

/** Telegram's own page that sends an address on, with words beside it. */
export function sendOnUrl(url: string, text: string): string {
  return `https://t.me/share/url?url=${encodeURIComponent(url)}&text=${encodeURIComponent(text)}`;
}

/** The public page of a draw, whose preview speaks a language: what fetches it does not know who will see it. */
export function proofLink(origin: string, raffleId: string, language: string): string {
  return `${origin}/proof/${raffleId}?language=${language}`;
}
