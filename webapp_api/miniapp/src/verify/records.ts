// The close record and the rows of a proof: exactly the fields of sections 2 and 6, each within its bounds.

import {
  asObject,
  type Check,
  hexOf,
  integer,
  InvalidField,
  isList,
  join,
  listOf,
  objectOf,
  oneOf,
  rowOf,
  text,
} from "./fields";

const HASHCHAIN = "hashchain1";
export const DRAND = "drand-quicknet";
const SIGNATURE_BYTES = 48;
const PUBLIC_KEY_BYTES = 96;
export const BASIS_POINTS = 10_000;
const MIN_DELAY_S = 60;
const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** Drand's own constants: a record that names others is refused, even if its signature holds (section 3). */
export const QUICKNET = {
  public_key:
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  chain_id: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
  genesis: 1_692_803_367,
  period: 3,
};

export interface Prize {
  position: number;
  winner_count: number;
  type: "fixed" | "percentage";
  value_minor?: number;
  percentage_bp?: number;
}

export interface Close {
  draw_id: string;
  server_commit: string;
  entry_root: string;
  entry_count: number;
  void_root: string;
  void_count: number;
  n: number;
  gross_minor: number;
  prizes: Prize[];
  distinct: "number" | "holder";
  alternates: number;
  closed_at: number;
  beacon: { kind: string; chain_id: string; genesis: number; period: number; round: number; min_delay_s: number };
}

const PRIZE = { position: integer(1), winner_count: integer(1) };
const PRIZES: Record<string, Check> = {
  fixed: objectOf({ ...PRIZE, type: oneOf("fixed"), value_minor: integer() }),
  percentage: objectOf({ ...PRIZE, type: oneOf("percentage"), percentage_bp: integer(0, BASIS_POINTS) }),
};

const checkPrize: Check = (value, path) => {
  const { type } = asObject(value, path);
  if (type === undefined || type === null) throw new InvalidField(join(path, "type"), "is missing");
  oneOf("fixed", "percentage")(type, join(path, "type"));
  PRIZES[type as string]!(value, path);
};

const BEACON = {
  kind: oneOf(DRAND, HASHCHAIN),
  chain_id: hexOf(32),
  genesis: integer(),
  period: integer(1),
  round: integer(1),
  min_delay_s: integer(MIN_DELAY_S),
};
const ofHashchain = objectOf(BEACON);
const ofDrand = objectOf({ ...BEACON, public_key: hexOf(PUBLIC_KEY_BYTES) });

const checkBeacon: Check = (value, path) => {
  const beacon = asObject(value, path);
  if (beacon.kind !== DRAND) {
    ofHashchain(beacon, path);
    return;
  }
  ofDrand(beacon, path);
  for (const [name, constant] of Object.entries(QUICKNET))
    if (beacon[name] !== constant) throw new InvalidField(join(path, name), "is not that of drand quicknet");
};

const CLOSE = objectOf({
  v: oneOf("ldp1"),
  draw_id: text(/^[!-~]{1,64}$/, "1 to 64 printable ASCII characters without spaces"),
  rules_hash: hexOf(32),
  server_commit: hexOf(32),
  entry_root: hexOf(32),
  entry_count: integer(),
  n: integer(),
  void_root: hexOf(32),
  void_count: integer(),
  gross_minor: integer(),
  currency: text(/^[A-Z]{3,8}$/, "a currency in 3 to 8 capitals"),
  prizes: listOf(checkPrize),
  distinct: oneOf("number", "holder"),
  alternates: integer(),
  software_sha256: hexOf(32),
  log_head: hexOf(32),
  closed_at: integer(),
  beacon: checkBeacon,
});

/** Shape and inner rules of a close record. */
export const checkClose: Check = (value, path) => {
  CLOSE(value, path);
  const close = value as Close;
  const seen = new Set<number>();
  close.prizes.forEach(({ position }, index) => {
    if (seen.has(position))
      throw new InvalidField(`${path}.prizes[${index}].position`, "stands twice, so the drawing order is open");
    seen.add(position);
  });
  if (close.n < close.entry_count || close.n > 0 !== close.entry_count > 0)
    throw new InvalidField(join(path, "n"), "does not go with the number of entries");
  for (const [root, count] of [
    ["entry_root", "entry_count"],
    ["void_root", "void_count"],
  ] as const) {
    if ((close[count] === 0) !== (close[root] === EMPTY_ROOT))
      throw new InvalidField(join(path, root), `does not go with ${count}`);
  }
  const { genesis, period, round, min_delay_s: delay } = close.beacon;
  // in whole numbers of any size: a record may name times that no float holds exactly
  const dueAt = BigInt(genesis) + BigInt(round - 1) * BigInt(period);
  if (dueAt < BigInt(close.closed_at) + BigInt(delay))
    throw new InvalidField(`${path}.beacon.round`, "is due before closed_at + min_delay_s");
};

const checkResult = objectOf(
  { order: integer(1), index: integer(), number: integer(), holder_tag: hexOf(32), role: oneOf("winner", "alternate") },
  { position: integer(1), seq: integer(1), value_minor: integer() },
);

const DECIMAL = text(/^(?:0|[1-9][0-9]{0,19})$/, "a decimal number as text");

/** The shape of a proof whose beacon is of this kind: drand alone has a signature, and then it must be there. */
export const proofShape = (kind: unknown): Check =>
  objectOf(
    {
      close: checkClose,
      close_hash: hexOf(32),
      reveal: objectOf({
        server_seed: hexOf(32),
        beacon: objectOf({
          round: integer(1),
          randomness: hexOf(32),
          ...(kind === DRAND ? { signature: hexOf(SIGNATURE_BYTES) } : {}),
        }),
      }),
      client_seed: hexOf(32),
      combined_seed: hexOf(32),
      results: listOf(checkResult),
      trace: listOf(rowOf(DECIMAL, DECIMAL, oneOf("accept", "reject"))),
    },
    { entries: isList },
  );
