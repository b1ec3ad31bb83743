import { Listeners } from "@chorus/client-sdk/observable";
import type { OutboxChange } from "@chorus/client-sdk/outbox/outbox-store";
import { openChannel } from "@chorus/client-sdk/safe-channel";
import { safeLocks } from "@chorus/client-sdk/safe-locks";
import type { PendingFirstChange } from "./pending-first-message.ts";

/** Messages between the tabs of one browser, which have one origin and one build. */
type TabMessage =
  | { type: "outbox"; owner: string; change: OutboxChange }
  | { type: "early"; change: PendingFirstChange }
  /** A new session. With its token, because storage reaches another tab later than this message. */
  | { type: "session"; deviceToken: string }
  | SharedConversation
  | { type: "shutdown" };

/** A tab has begun a conversation. */
export interface SharedConversation {
  type: "conversation";
  conversationId: string;
  customerId: string;
}

/** The other tabs with this tenant's widget. */
export interface Tabs {
  publish(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): () => void;
  /** Exactly one tab plays sounds. When it is closed another takes over. */
  isLeader(): boolean;
  /** Runs `work` while no other tab runs its own. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function joinTabs(tenantKey: string): Tabs {
  const name = `chorus.${tenantKey}`;
  const listeners = new Listeners<TabMessage>();
  const locks = safeLocks();
  let isLeader = false;
  // Held until the tab is closed.
  locks.acquire(`${name}.leader`, new AbortController().signal, () => {
    isLeader = true;
  });
  const channel = openChannel(name);
  channel?.addEventListener("message", (event) => listeners.emit(event.data as TabMessage));
  return {
    // A channel has no target origin: it never leaves this one.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    publish: (message) => channel?.postMessage(message),
    onMessage: (listener) => listeners.add(listener),
    isLeader: () => isLeader,
    alone: (work) => locks.alone(`${name}.session`, work),
  };
}
