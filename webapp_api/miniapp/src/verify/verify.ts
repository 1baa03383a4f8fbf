// Verification of a proof: everything is computed again, and the first field that disagrees is named (section 6). Written from
// the specification, so that it shares nothing with the server that it judges.

import { canonicalJson, hexBytes, hexText, taggedHash } from "./bytes";
import { award, clientSeed, combinedSeed, type Result, Sampler, type TraceRow, WordLimitReached } from "./draw";
import { checkRows, entryRoot, NumberIndex, ticketCount } from "./entries";
import { asObject, InvalidField, join } from "./fields";
import { MAX_ROUNDS, startOf } from "./hashchain";
import type { Row } from "./parse";
import { type Close, DRAND, proofShape } from "./records";

export const STEPS = 8;

export interface Verdict {
  isValid: boolean;
  /** The step at which it failed, from 1; STEPS where none did. */
  step: number;
  field: string | null;
  reason: string | null;
}

/** Hears which step is under way, from 1, and how much of it is done, from 0 to 1. */
export type Tell = (step: number, share: number) => void;

interface Proof {
  close: Close;
  close_hash: string;
  reveal: { server_seed: string; beacon: { round: number; randomness: string; signature?: string } };
  client_seed: string;
  combined_seed: string;
  results: Result[];
  entries?: unknown[];
  trace: TraceRow[];
}

type Told = (share: number) => void;

/** Judges a parsed proof and, where it leaves its entries out, those of entries.csv. The work is bounded by what is given. */
export async function verifyProof(
  proof: unknown,
  listed: Row[] | null = null,
  tell: Tell = () => undefined,
): Promise<Verdict> {
  const verification = new Verification(proof, listed);
  const steps = [
    verification.checkShape,
    verification.checkCloseHash,
    verification.checkServerSeed,
    verification.checkBeacon,
    verification.checkEntries,
    verification.checkSeeds,
    verification.checkResults,
    verification.checkTrace,
  ];
  for (const [index, check] of steps.entries()) {
    const step = index + 1;
    tell(step, 0);
    try {
      await check((share) => tell(step, share));
    } catch (error) {
      if (!(error instanceof InvalidField)) throw error;
      return { isValid: false, step, field: error.field, reason: error.reason };
    }
    tell(step, 1);
  }
  return { isValid: true, step: STEPS, field: null, reason: null };
}

/** The steps over one proof, in order; each may rely on those before it. */
class Verification {
  private proof!: Proof;
  private entries: Row[] = [];
  private trace: TraceRow[] = [];

  constructor(
    private readonly input: unknown,
    private readonly listed: Row[] | null,
  ) {}

  readonly checkShape = async (): Promise<void> => {
    const proof = asObject(this.input, "proof");
    const beacon = (proof.close as { beacon?: { kind?: unknown } } | null | undefined)?.beacon;
    proofShape(beacon?.kind)(proof, "");
    this.proof = proof as unknown as Proof;
  };

  readonly checkCloseHash = async (): Promise<void> => {
    same(this.proof.close_hash, hexText(await taggedHash("ldp1/close", canonicalJson(this.proof.close))), "close_hash");
  };

  readonly checkServerSeed = async (): Promise<void> => {
    const commit = await taggedHash("ldp1/server", this.proof.close.draw_id, hexBytes(this.proof.reveal.server_seed));
    if (hexText(commit) !== this.proof.close.server_commit)
      throw new InvalidField("reveal.server_seed", "is not the seed behind close.server_commit");
  };

  readonly checkBeacon = async (tell: Told): Promise<void> => {
    const { kind, round, chain_id: chain } = this.proof.close.beacon;
    const revealed = this.proof.reveal.beacon;
    same(revealed.round, round, "reveal.beacon.round");
    if (kind === DRAND) {
      const drand = await import("./drand");
      // its shape was checked: a proof by drand has one
      const signature = hexBytes(revealed.signature!);
      same(revealed.randomness, hexText(await drand.randomnessOf(signature)), "reveal.beacon.randomness");
      if (!(await drand.isSigned(round, signature)))
        throw new InvalidField("reveal.beacon.signature", "is not drand quicknet's for the round");
      return;
    }
    if (round > MAX_ROUNDS)
      throw new InvalidField("close.beacon.round", `is beyond the ${MAX_ROUNDS} rounds of a hash chain`);
    if (hexText(startOf(hexBytes(revealed.randomness), round, tell)) !== chain)
      throw new InvalidField("reveal.beacon.randomness", "is not this chain's value for the round");
  };

  readonly checkEntries = async (tell: Told): Promise<void> => {
    const { close, entries: inline } = this.proof;
    if (inline === undefined && this.listed === null)
      throw new InvalidField("entries", "is left out and no entries.csv was given");
    if (inline !== undefined && this.listed !== null && canonicalJson(inline) !== canonicalJson(this.listed))
      throw new InvalidField("entries", "differs from entries.csv");
    const rows: unknown[] = inline ?? this.listed ?? [];
    checkRows(rows);
    same(close.entry_count, rows.length, "close.entry_count");
    same(close.n, ticketCount(rows), "close.n");
    same(close.entry_root, entryRoot(close.draw_id, rows, tell), "close.entry_root");
    this.entries = rows;
  };

  readonly checkSeeds = async (): Promise<void> => {
    const client = await clientSeed(hexBytes(this.proof.close_hash), hexBytes(this.proof.reveal.beacon.randomness));
    same(this.proof.client_seed, hexText(client), "client_seed");
    same(
      this.proof.combined_seed,
      hexText(await combinedSeed(hexBytes(this.proof.reveal.server_seed), client)),
      "combined_seed",
    );
  };

  readonly checkResults = async (): Promise<void> => {
    const { close, results, trace } = this.proof;
    const sampler = new Sampler(hexBytes(this.proof.combined_seed), trace.length);
    let computed: Result[];
    try {
      computed = award(close, new NumberIndex(this.entries), sampler);
    } catch (error) {
      if (error instanceof WordLimitReached)
        throw new InvalidField("trace", `ends after ${trace.length} words, and the draw reads more`);
      throw error;
    }
    this.trace = sampler.trace;
    results.forEach((given, index) => {
      const path = `results[${index}]`;
      const drawn = computed[index];
      if (!drawn) throw new InvalidField(path, "was not drawn");
      sameFields({ ...given }, { ...drawn }, path);
    });
    if (computed.length > results.length)
      throw new InvalidField("results", `lists ${results.length} of ${computed.length} drawn`);
  };

  readonly checkTrace = async (): Promise<void> => {
    // the draw was bounded by the given length, so only the given trace can be the longer one
    this.proof.trace.forEach((given, index) => {
      const row = this.trace[index];
      if (!row) throw new InvalidField(`trace[${index}]`, "was not read");
      row.forEach((expected, column) => same(given[column], expected, `trace[${index}][${column}]`));
    });
  };
}

function same(given: unknown, computed: unknown, path: string): void {
  if (given !== computed) throw new InvalidField(path, `is ${String(given)}, computed ${String(computed)}`);
}

function sameFields(given: Record<string, unknown>, computed: Record<string, unknown>, path: string): void {
  for (const [name, value] of Object.entries(computed)) {
    if (!Object.hasOwn(given, name)) throw new InvalidField(join(path, name), "is missing");
    same(given[name], value, join(path, name));
  }
  const more = Object.keys(given)
    .filter((name) => !Object.hasOwn(computed, name))
    .sort()[0];
  if (more !== undefined) throw new InvalidField(join(path, more), "does not belong to an alternate");
}
