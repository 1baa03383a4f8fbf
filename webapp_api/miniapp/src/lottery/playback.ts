// A draw played again from what was stored: which of its steps are to be seen, one after the other.

import { useEffect, useState } from "react";
import type { RaffleDraw } from "@/api/queries";

export const STAGE = { sealing: 0, waiting: 1, value: 2, opened: 3, rolling: 4, over: 5 } as const;

/** How long each stage is shown, a little longer than its reading takes; the numbers roll for 2.4 seconds of theirs. */
export const STAGE_MS = [900, 3_000, 1_200, 900, 2_600] as const;

/** Whether somebody asked their system for less motion: nothing is played then, all is there at once. */
export const isCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The draw as it was at a stage. The countdown runs anew, from the moment that the stage began. */
export function seenAt(draw: RaffleDraw, stage: number, beganAt: number): RaffleDraw {
  return {
    ...draw,
    close_hash: stage > STAGE.sealing ? draw.close_hash : null,
    close: stage > STAGE.sealing ? draw.close : null,
    due_at: stage > STAGE.waiting ? draw.due_at : new Date(beganAt + STAGE_MS[STAGE.waiting]).toISOString(),
    randomness: stage > STAGE.waiting ? draw.randomness : null,
    server_seed: stage > STAGE.value ? draw.server_seed : null,
  };
}

export interface Playback {
  stage: number;
  /** When the stage began, in milliseconds. */
  beganAt: number;
  /** It is played, or was while this page was open. */
  isShown: boolean;
  play: () => void;
  skip: () => void;
}

/** `isFresh`: the draw was watched until it ended just now, so that its numbers are still to come. */
export function usePlayback(isFresh: boolean): Playback {
  const [{ stage, beganAt, isShown }, setAt] = useState({ stage: STAGE.over as number, beganAt: 0, isShown: false });
  const goTo = (next: number) => setAt({ stage: next, beganAt: Date.now(), isShown: true });
  const [hasBegun, setBegun] = useState(false);
  if (isFresh && !hasBegun) {
    setBegun(true);
    goTo(isCalm() ? STAGE.over : STAGE.rolling);
  }
  useEffect(() => {
    const lengthMs = STAGE_MS[stage];
    if (lengthMs === undefined) return undefined;
    const timer = setTimeout(() => goTo(stage + 1), lengthMs);
    return () => clearTimeout(timer);
  }, [stage]);
  return { stage, beganAt, isShown, play: () => goTo(STAGE.sealing), skip: () => goTo(STAGE.over) };
}
