// The reader's words for every component, and how another language is chosen.

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { isLanguage, type Language, rememberLanguage } from "./languages";
import { loadTexts } from "./load";
import type { Texts } from "./texts";

interface Speaking {
  texts: Texts;
  /** Another language, or the profile's; what cannot be loaded changes nothing. */
  speak: (language: string) => void;
  /** Another time zone; null: the device's own. */
  live: (timeZone: string | null) => void;
}

const SpeakingContext = createContext<Speaking | null>(null);

export function TextsProvider({ first, children }: { first: Texts; children: ReactNode }) {
  const [texts, setTexts] = useState(first);
  const wanted = useRef<Language>(first.language);

  const speak = useCallback((language: string) => {
    if (!isLanguage(language) || language === wanted.current) return;
    wanted.current = language;
    loadTexts(language).then(
      (loaded) => {
        if (wanted.current !== language) return;
        rememberLanguage(language);
        setTexts((before) => loaded.inZone(before.timeZone));
      },
      () => {
        wanted.current = document.documentElement.lang as Language;
      },
    );
  }, []);

  const live = useCallback(
    (timeZone: string | null) =>
      setTexts((before) => (before.timeZone === timeZone ? before : before.inZone(timeZone))),
    [],
  );

  useEffect(() => {
    document.documentElement.lang = texts.language;
  }, [texts.language]);

  const value = useMemo(() => ({ texts, speak, live }), [texts, speak, live]);
  return <SpeakingContext value={value}>{children}</SpeakingContext>;
}

export function useSpeaking(): Speaking {
  const speaking = useContext(SpeakingContext);
  if (!speaking) throw new Error("outside of TextsProvider");
  return speaking;
}

export const useTexts = (): Texts => useSpeaking().texts;
