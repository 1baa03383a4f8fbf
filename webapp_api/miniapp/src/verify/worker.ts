// Runs a verification apart from the page, which goes on answering: files of a million entries are loaded here, too.

import { decoded, leavesEntriesOut, parseEntries, parseProof, UnusableInput } from "./parse";
import { type Verdict, verifyProof } from "./verify";

/** Where the files of a proof are. */
export interface Order {
  proof: string;
  entries: string;
}

export type Report =
  | { kind: "progress"; step: number; share: number }
  | { kind: "verdict"; verdict: Verdict }
  | { kind: "unusable"; reason: string }
  | { kind: "refused"; status: number; problem: unknown }
  | { kind: "offline" }
  | { kind: "failed" };

/** Ends the work with what the page is told. */
class Stopped extends Error {
  constructor(readonly report: Report) {
    super(report.kind);
  }
}

const tell = (report: Report): void => self.postMessage(report);

async function load(url: string): Promise<string> {
  const response = await fetch(url).catch(() => null);
  if (!response) throw new Stopped({ kind: "offline" });
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => null);
    throw new Stopped({ kind: "refused", status: response.status, problem });
  }
  const file = await response.arrayBuffer().catch(() => null);
  if (!file) throw new Stopped({ kind: "offline" });
  return decoded(file);
}

self.onmessage = async ({ data }: MessageEvent<Order>) => {
  try {
    const proof = parseProof(await load(data.proof));
    // long lists stand beside the proof
    const listed = leavesEntriesOut(proof) ? parseEntries(await load(data.entries)) : null;
    const verdict = await verifyProof(proof, listed, (step, share) => tell({ kind: "progress", step, share }));
    tell({ kind: "verdict", verdict });
  } catch (error) {
    if (error instanceof Stopped) tell(error.report);
    else tell(error instanceof UnusableInput ? { kind: "unusable", reason: error.message } : { kind: "failed" });
  }
};
