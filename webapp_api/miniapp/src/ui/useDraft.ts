// What somebody was about to enter, kept when the web view is closed on the way.

import { useCallback, useState } from "react";

export function useDraft<T>(name: string, first: T): [T, (value: T) => void, () => void] {
  const key = `fairlot.draft.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? "null") ?? first;
    } catch {
      return first;
    }
  });
  const change = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // then it lasts as long as the page
      }
    },
    [key],
  );
  const forget = useCallback(() => sessionStorage.removeItem(key), [key]);
  return [value, change, forget];
}
