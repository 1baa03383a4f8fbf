// Whether somebody is logged in, for components.

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Player } from "@/api/client";
import type { Session, SessionState } from "@/api/session";

const SessionContext = createContext<Session<Player> | null>(null);

export const SessionProvider = ({ session, children }: { session: Session<Player>; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
);

export function useSession(): Session<Player> {
  const session = useContext(SessionContext);
  if (!session) throw new Error("outside of SessionProvider");
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}

/** Whether the player's own things can be asked for: their queries are switched on by this. */
export const useIsPlayer = (): boolean => {
  const state = useSessionState();
  return state === "signed_in" || state === "signing_in";
};
