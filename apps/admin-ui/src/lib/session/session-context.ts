import { createContext, useContext } from "react";
import type { DeskSession } from "./desk-session.ts";
import type { SessionManager } from "./session-manager.ts";

export const SessionManagerContext = createContext<SessionManager | null>(null);
export const DeskSessionContext = createContext<DeskSession | null>(null);

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("used outside of its provider");
  return value;
}

export function useSessionManager(): SessionManager {
  return present(useContext(SessionManagerContext));
}

/** The signed-in person's session; only below the sign-in gate. */
export function useDeskSession(): DeskSession {
  return present(useContext(DeskSessionContext));
}
