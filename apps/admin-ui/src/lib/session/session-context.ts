import { photoAddress } from "@chorus/contracts/photo-address";
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

/**
 * Where a photo is loaded from; null: initials stand in for it.
 * @param avatar of a contract, or the address of a file of this page
 */
export function usePhoto(avatar: string | null | undefined): string | null {
  const session = useContext(DeskSessionContext);
  return avatar?.startsWith("blob:") ? avatar : photoAddress(avatar, session?.chatUrl ?? "");
}
