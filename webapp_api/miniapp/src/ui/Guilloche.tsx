// The pattern on a ticket, as on a banknote: drawn from an id, so that each lottery has its own and keeps it.

import { useMemo } from "react";

const SIZE = 240;
const STEPS = 900;

/** Small numbers from text, the same ones each time. */
function seeded(text: string): () => number {
  let state = 2166136261;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519);
    state ^= state >>> 13;
    return (state >>> 0) / 4294967296;
  };
}

function rosette(next: () => number, radius: number): string {
  const waves = 5 + Math.floor(next() * 7);
  const turns = 3 + Math.floor(next() * 4);
  const depth = 0.16 + next() * 0.22;
  const phase = next() * Math.PI * 2;
  const points: string[] = [];
  for (let step = 0; step <= STEPS; step += 1) {
    const angle = (step / STEPS) * Math.PI * 2 * turns;
    const reach = radius * (1 - depth + depth * Math.cos((angle * waves) / turns + phase) * Math.cos(angle / turns));
    points.push(`${(SIZE / 2 + reach * Math.cos(angle + phase)).toFixed(1)} ${(SIZE / 2 + reach * Math.sin(angle + phase)).toFixed(1)}`);
  }
  return `M${points.join("L")}`;
}

export function Guilloche({ seed, className }: { seed: string; className?: string }) {
  const paths = useMemo(() => {
    const next = seeded(seed);
    return [118, 92, 62].map((radius) => rosette(next, radius));
  }, [seed]);
  return (
    <svg className={className} viewBox={`0 0 ${SIZE} ${SIZE}`} fill="none" stroke="currentColor" strokeWidth={0.7} aria-hidden="true">
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
