// A question before what cannot be undone: the client's own dialog, else the browser's.

import { popup } from "@tma.js/sdk-react";

const YES = "yes";
const MAX_MESSAGE = 256; // Bot API, PopupParams

export interface Question {
  message: string;
  yes: string;
  no: string;
  isDestructive?: boolean;
}

/** Whether the person is sure. */
export async function confirmed({ message, yes, no, isDestructive = false }: Question): Promise<boolean> {
  const asked = popup.show.ifAvailable({
    message: message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE - 1)}…` : message,
    buttons: [
      { id: YES, type: isDestructive ? "destructive" : "default", text: yes },
      { id: "no", type: "default", text: no },
    ],
  });
  if (!asked.ok) return window.confirm(message);
  try {
    return (await asked.data) === YES;
  } catch {
    return false; // another dialog was open
  }
}
