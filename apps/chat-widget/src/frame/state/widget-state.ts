import type { ChatClient } from "@chorus/client-sdk/chat-client";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import type { WidgetSettings } from "@chorus/contracts/entities/tenant";
import type { DeskPeople, WidgetSession } from "@chorus/contracts/routes/widget";
import { translate } from "./language.ts";

export interface ReadyState {
  phase: "ready";
  settings: WidgetSettings;
  desk: DeskPeople;
  /** Null until there is something to keep: nothing is stored about somebody who only looks. */
  customer: WidgetSession["customer"] | null;
  chat: ChatClient | null;
  conversationId: string | null;
  /** Came by the link in a mail: this conversation and no other. */
  isLinked: boolean;
}

export type WidgetState =
  | { phase: "starting" }
  | { phase: "failed"; detail: string; canRetry: boolean }
  | { phase: "ended" }
  | ReadyState;

/** Somebody who only looks. */
export const NOBODY = { phase: "ready", customer: null, chat: null, conversationId: null, isLinked: false } as const;

/** What went wrong, for the customer, and whether trying again can help. */
export function explain(error: unknown): { detail: string; canRetry: boolean } {
  if (!(error instanceof ChorusProblem)) return { detail: translate("cannotBeReached"), canRetry: true };
  if (error.code === "not_found") return { detail: translate("notSetUp"), canRetry: false };
  return { detail: translate("cannotBeReached"), canRetry: error.retryable };
}
