// A winning number that rolls in: at most a few seconds, over at a touch, and not at all for who asked for calm.

import { useEffect, useState } from "react";
import { useTexts } from "@/i18n/TextsProvider";

const ROLL_MS = 2_400;
const FRAME_MS = 60;

export function Roll({ value, total, isRolling }: { value: number; total: number; isRolling: boolean }) {
  const { whole } = useTexts();
  const [shown, setShown] = useState(() =>
    isRolling && !matchMedia("(prefers-reduced-motion: reduce)").matches ? null : value,
  );
  const [rolled, setRolled] = useState(1);
  useEffect(() => {
    if (shown !== null) return undefined;
    const roll = setInterval(() => setRolled(1 + Math.floor(Math.random() * total)), FRAME_MS);
    const end = setTimeout(() => setShown(value), ROLL_MS);
    return () => {
      clearInterval(roll);
      clearTimeout(end);
    };
  }, [shown, total, value]);
  return (
    <span onPointerDown={() => setShown(value)} aria-label={whole(value)}>
      {whole(shown ?? rolled)}
    </span>
  );
}
