// A verification on this device: the files are loaded, a worker computes everything again.

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, errorOf, OFFLINE } from "@/api/errors";
import type { Report } from "@/verify/worker";
import type { Verdict } from "@/verify/verify";

export type Verification =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "running"; step: number; share: number }
  | { state: "judged"; verdict: Verdict }
  | { state: "unusable"; reason: string }
  | { state: "failed"; error: unknown };

async function load(url: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new ApiError(OFFLINE);
  }
  if (!response.ok) throw errorOf(response.status, await response.json().catch(() => null));
  return response.text();
}

export const proofUrl = (id: string): string => `/api/v1/raffles/${id}/proof`;
export const entriesUrl = (id: string): string => `/api/v1/raffles/${id}/entries.csv`;

export function useVerification(id: string): [Verification, () => void] {
  const [verification, setVerification] = useState<Verification>({ state: "idle" });
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);

  const start = useCallback(async () => {
    worker.current?.terminate();
    setVerification({ state: "loading" });
    try {
      const proof = await load(proofUrl(id));
      // long lists stand beside the proof
      const entries = /"entries"\s*:/.test(proof) ? null : await load(entriesUrl(id));
      const running = new Worker(new URL("../../verify/worker.ts", import.meta.url), { type: "module" });
      worker.current = running;
      running.onmessage = ({ data }: MessageEvent<Report>) => {
        if (data.kind === "progress") setVerification({ state: "running", step: data.step, share: data.share });
        else if (data.kind === "verdict") setVerification({ state: "judged", verdict: data.verdict });
        else if (data.kind === "unusable") setVerification({ state: "unusable", reason: data.reason });
        else setVerification({ state: "failed", error: null });
        if (data.kind !== "progress") running.terminate();
      };
      running.onerror = () => setVerification({ state: "failed", error: null });
      running.postMessage({ proof, entries });
    } catch (error) {
      setVerification({ state: "failed", error });
    }
  }, [id]);
  return [verification, () => void start()];
}
