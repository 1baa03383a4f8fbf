// The pattern on a ticket, as on a banknote: drawn from an id, so that each lottery has its own and keeps it.

import { useId, useMemo } from "react";

const HALF = 120;
const STEPS = 160;
const RINGS = 13;

/** Numbers from 0 to 1 that follow from a text. */
function seeded(text: string): () => number {
  let state = 2166136261;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519);
    state ^= state >>> 13;
    return (state >>> 0) / 4294967296;
  };
}

/** A closed wave around the middle. */
function wave(lobes: number, depth: number): string {
  const points = Array.from({ length: STEPS }, (_, step) => {
    const angle = (step / STEPS) * Math.PI * 2;
    const reach = HALF * (1 - depth + depth * Math.cos(angle * lobes));
    return `${(reach * Math.cos(angle)).toFixed(1)} ${(reach * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

export function Guilloche({ seed, className }: { seed: string; className?: string }) {
  const id = useId();
  const waves = useMemo(() => {
    const next = seeded(seed);
    return [0, 1].map((family) => {
      const lobes = 5 + family * 3 + Math.floor(next() * 5);
      const path = wave(lobes, 0.09 + next() * 0.1);
      // each ring is turned a little further than the one outside of it, so that they cross
      const turn = (family ? -1 : 1) * (180 / lobes / (3 + Math.floor(next() * 4)));
      return { path, turn };
    });
  }, [seed]);
  return (
    <svg
      className={className}
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={0.8}
      aria-hidden="true"
    >
      {waves.map(({ path, turn }, family) => (
        <g key={path}>
          <path id={`${id}${family}`} d={path} vectorEffect="non-scaling-stroke" />
          {Array.from({ length: RINGS - 1 }, (_, ring) => (
            <use
              key={turn * ring}
              href={`#${id}${family}`}
              transform={`rotate(${turn * (ring + 1)}) scale(${1 - (ring + 1) / (RINGS + 3)})`}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}
