import { z } from "zod";
import { Uuid } from "../ids.ts";
import { TIMINGS } from "../limits.ts";
import type { PermissionName } from "../permissions.ts";
import { clientFrame, serverFrame } from "./define-frame.ts";

/** Recipients in a conversation: with `assignee`, customers receive the assignee's only, agents everybody's. */
export type SignalAudience = "agents" | "assignee";

interface PersonalSignal<Name extends string, Flag extends string> {
  readonly name: Name;
  /** The field with the state: `isTyping`. */
  readonly flag: Flag;
  readonly ttlMs: number;
  readonly audience: SignalAudience;
  readonly permission: PermissionName;
  readonly agentsOnly?: true;
  readonly meaning: { fromClient: string; fromServer: string };
}

/**
 * A short-lived state that one person publishes to the others in a conversation: never stored, never repeated by the server, and
 * expired after `ttlMs`. The client's frame, the bus message and the gateway's frame are derived from this definition.
 */
function defineSignal<const Name extends string, const Flag extends string>(signal: PersonalSignal<Name, Flag>) {
  const { name, flag, meaning, permission, agentsOnly } = signal;
  const holds = { [flag]: z.boolean() } as Record<Flag, z.ZodBoolean>;
  return {
    ...signal,
    sent: clientFrame(
      name,
      { conversationId: Uuid, ...holds },
      { meaning: meaning.fromClient, permission, ...(agentsOnly && { agentsOnly }) },
    ),
    pushed: serverFrame(
      name,
      { conversationId: Uuid, userId: Uuid, ...holds, ttlMs: z.int() },
      { meaning: meaning.fromServer },
    ),
    /** Between gateways, on the conversation's channel. */
    published: z.object({ type: z.literal(name), conversationId: Uuid, userId: Uuid, ...holds }),
  };
}

export const typing = defineSignal({
  name: "typing",
  flag: "isTyping",
  ttlMs: TIMINGS.typingTtlMs,
  audience: "assignee",
  permission: "message.send",
  meaning: {
    fromClient: "Somebody types; say it again before 6 s are over, or that they have stopped.",
    fromServer: "Somebody types, for at most `ttlMs`.",
  },
});

export const viewing = defineSignal({
  name: "viewing",
  flag: "isViewing",
  ttlMs: TIMINGS.viewingTtlMs,
  audience: "agents",
  permission: "conversation.read",
  agentsOnly: true,
  meaning: {
    fromClient:
      "Agents: this conversation is being looked at; say it again before 60 s are over, or that it no longer is.",
    fromServer: "A colleague looks at the conversation, for at most `ttlMs`; agents only.",
  },
});

const ofQueue = {
  conversationId: Uuid,
  /** Customers before this one. */
  ahead: z.int().min(0),
  /** Null while it is not estimated. */
  waitSeconds: z.object({ low: z.int().min(0), high: z.int().min(0) }).nullable(),
};

/** From the server to a customer who waits. */
export const queuePosition = {
  ttlMs: TIMINGS.queuePositionTtlMs,
  pushed: serverFrame(
    "queue.position",
    { ...ofQueue, ttlMs: z.int() },
    {
      meaning:
        "How many wait before this conversation, those who have left included, for at most `ttlMs`; customers only.",
    },
  ),
  published: z.object({ type: z.literal("queue.position"), ...ofQueue }),
};

/** Signals that people send, by name. */
export const SIGNALS = { typing, viewing } as const;
export type SignalName = keyof typeof SIGNALS;
