import { RestClient } from "@chorus/client-sdk/rest-client";
import { createContext, useContext } from "react";

/** Kept in this tab alone: never in an address, a cookie or a storage that outlives it. */
const KEY = "chorus-operator-key";

export interface OperatorSession {
  rest: RestClient;
  signOut: () => void;
}

export function storedKey(): string | null {
  return sessionStorage.getItem(KEY);
}

export function keepKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, key);
}

export function operatorClient(chatUrl: string, key: string): RestClient {
  return new RestClient({
    baseUrls: { "chat-service": chatUrl },
    tokens: { token: async () => key, renew: async () => null },
    credentials: "omit",
  });
}

export const OperatorContext = createContext<OperatorSession | null>(null);

/** @throws Error outside of the operator's page */
export function useOperator(): OperatorSession {
  const session = useContext(OperatorContext);
  if (!session) throw new Error("no operator is signed in");
  return session;
}
