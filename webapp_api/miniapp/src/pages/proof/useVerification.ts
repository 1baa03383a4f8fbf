// A verification on this device: a worker loads the files and computes everything again.

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, errorOf, OFFLINE } from "@/api/errors";
import type { Order, Report } from "@/verify/worker";
import type { Verdict } from "@/verify/verify";

export type Verification =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "running"; step: number; share: number }
  | { state: "judged"; verdict: Verdict }
  | { state: "unusable"; reason: string }
  | { state: "failed"; error: unknown };

export const proofUrl = (id: string): string => `/api/v1/raffles/${id}/proof`;
export const entriesUrl = (id: string): string => `/api/v1/raffles/${id}/entries.csv`;

function shown(report: Report): Verification {
  switch (report.kind) {
    case "progress":
      return { state: "running", step: report.step, share: report.share };
    case "verdict":
      return { state: "judged", verdict: report.verdict };
    case "unusable":
      return { state: "unusable", reason: report.reason };
    case "refused":
      return { state: "failed", error: errorOf(report.status, report.problem) };
    case "offline":
      return { state: "failed", error: new ApiError(OFFLINE) };
    case "failed":
      return { state: "failed", error: null };
  }
}

export function useVerification(id: string): [Verification, () => void] {
  const [verification, setVerification] = useState<Verification>({ state: "idle" });
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);

  const start = useCallback(() => {
    worker.current?.terminate();
    setVerification({ state: "loading" });
    const running = new Worker(new URL("../../verify/worker.ts", import.meta.url), { type: "module" });
    worker.current = running;
    running.onmessage = ({ data }: MessageEvent<Report>) => {
      setVerification(shown(data));
      if (data.kind !== "progress") running.terminate();
    };
    running.onerror = () => setVerification({ state: "failed", error: null });
    running.postMessage({ proof: proofUrl(id), entries: entriesUrl(id) } satisfies Order);
  }, [id]);
  return [verification, start];
}
