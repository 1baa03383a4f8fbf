// Runs a verification apart from the page, which goes on answering.

import { parseEntries, parseProof, UnusableInput } from "./parse";
import { type Verdict, verifyProof } from "./verify";

export interface Order {
  proof: string;
  entries: string | null;
}

export type Report =
  | { kind: "progress"; step: number; share: number }
  | { kind: "verdict"; verdict: Verdict }
  | { kind: "unusable"; reason: string }
  | { kind: "failed" };

const report = (message: Report): void => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<Order>) => {
  try {
    const proof = parseProof(data.proof);
    const isApart = typeof proof === "object" && proof !== null && !("entries" in proof);
    const listed = isApart && data.entries !== null ? parseEntries(data.entries) : null;
    const verdict = await verifyProof(proof, listed, (step, share) => report({ kind: "progress", step, share }));
    report({ kind: "verdict", verdict });
  } catch (error) {
    report(error instanceof UnusableInput ? { kind: "unusable", reason: error.message } : { kind: "failed" });
  }
};
