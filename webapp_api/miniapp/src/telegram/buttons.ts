// The buttons that the client draws around the app. Whoever was shown last owns them: a sheet before its page.

import { backButton, closingBehavior, mainButton, settingsButton } from "@tma.js/sdk-react";
import { type RefObject, useEffect, useRef } from "react";

export interface Action {
  text: string;
  onPress: () => void;
  isDisabled?: boolean;
  isBusy?: boolean;
}

const actions: RefObject<Action | null>[] = [];
const ways: RefObject<(() => void) | null>[] = [];

/** Whether the client draws its own; else pages show buttons of ours in their place. */
export const hasMainButton = (): boolean => mainButton.setParams.isAvailable();
export const hasBackButton = (): boolean => backButton.show.isAvailable();

/** Listens once for all screens. */
export function listenToButtons(): void {
  mainButton.onClick.ifAvailable(() => {
    const action = actions.at(-1)?.current;
    if (action && !action.isDisabled && !action.isBusy) action.onPress();
  });
  backButton.onClick.ifAvailable(() => ways.at(-1)?.current?.());
}

function drawAction(): void {
  const { text, isDisabled = false, isBusy = false } = actions.at(-1)?.current ?? {};
  // the client refuses a visible button without text
  if (text)
    mainButton.setParams.ifAvailable({
      text,
      isVisible: true,
      isEnabled: !isDisabled && !isBusy,
      isLoaderVisible: isBusy,
    });
  else mainButton.setParams.ifAvailable({ isVisible: false, isLoaderVisible: false });
}

function drawWay(): void {
  if (ways.length) backButton.show.ifAvailable();
  else backButton.hide.ifAvailable();
}

/** The one action of a screen, on the client's button as long as the screen stands. */
export function useMainButton(action: Action | null): void {
  const latest = useLatest(action);
  useOnTop(actions, latest, action !== null, drawAction);
  useEffect(drawAction, [action?.text, action?.isDisabled, action?.isBusy]);
}

/** The client's arrow, as long as `onBack` is given. */
export function useBackButton(onBack: (() => void) | null): void {
  useOnTop(ways, useLatest(onBack), onBack !== null, drawWay);
}

function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

function useOnTop<T>(stack: RefObject<T>[], mine: RefObject<T>, isShown: boolean, draw: () => void): void {
  useEffect(() => {
    if (!isShown) return undefined;
    stack.push(mine);
    draw();
    return () => {
      stack.splice(stack.indexOf(mine), 1);
      draw();
    };
  }, [stack, mine, isShown, draw]);
}

/** The entry in the client's menu. */
export function useSettingsButton(onOpen: () => void): void {
  useEffect(() => {
    settingsButton.show.ifAvailable();
    const off = settingsButton.onClick.ifAvailable(onOpen);
    return () => {
      if (off.ok) off.data();
    };
  }, [onOpen]);
}

/** The client asks before it closes the app while something is half done. */
export function useClosingConfirmation(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    closingBehavior.enableConfirmation.ifAvailable();
    return () => void closingBehavior.disableConfirmation.ifAvailable();
  }, [isNeeded]);
}
