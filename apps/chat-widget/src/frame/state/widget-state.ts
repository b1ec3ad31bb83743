import type { ChatClient } from "@chorus/client-sdk/chat-client";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import type { WidgetSettings } from "@chorus/contracts/entities/tenant";
import type { DeskPeople, WidgetSession } from "@chorus/contracts/routes/widget";
import { translate } from "./language.ts";

export interface ReadyState {
  phase: "ready";
  settings: WidgetSettings;
  desk: DeskPeople;
  /** Null until something is stored: nothing is stored about a visitor who only looks. */
  customer: WidgetSession["customer"] | null;
  chat: ChatClient | null;
  conversationId: string | null;
  /** For a session by a mail link: only this conversation. */
  isLinked: boolean;
}

export type WidgetState =
  | { phase: "starting" }
  | { phase: "failed"; detail: string; canRetry: boolean }
  | { phase: "ended" }
  | ReadyState;

/** A visitor without a session. */
export const NOBODY = { phase: "ready", customer: null, chat: null, conversationId: null, isLinked: false } as const;

/** The error for the customer, and whether a retry can help. */
export function explain(error: unknown): { detail: string; canRetry: boolean } {
  if (!(error instanceof ChorusProblem)) return { detail: translate("cannotBeReached"), canRetry: true };
  if (error.code === "not_found") return { detail: translate("notSetUp"), canRetry: false };
  return { detail: translate("cannotBeReached"), canRetry: error.retryable };
}
