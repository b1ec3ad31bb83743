import { channels } from "@chorus/contracts/bus/channels";
import type { InboxMessage } from "@chorus/contracts/bus/messages";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { Logger } from "@chorus/observability/logger";
import type { Publish } from "./publish-all.ts";

/** Events of a conversation within this time become one list row. */
const COLLECT_MS = 40;

/** Publishes changed list rows to a tenant's inboxes, outside of the message path. */
export interface InboxNotifier {
  changed(tenantId: string, conversationId: string): void;
  drained(): Promise<void>;
}

export interface InboxNotifierOptions {
  publish: Publish;
  /** Whether any gateway subscribes to this channel. */
  hasListeners: (channel: string) => Promise<boolean>;
  /** The list rows of conversations, as the desk sees them. */
  readRows: (tenantId: string, conversationIds: readonly string[]) => Promise<Conversation[]>;
  logger: Pick<Logger, "warn">;
}

export function createInboxNotifier(options: InboxNotifierOptions): InboxNotifier {
  const { publish, hasListeners, readRows, logger } = options;
  let changed = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  const publishRows = async (tenantId: string, conversationIds: Set<string>): Promise<void> => {
    const channel = channels.inbox(tenantId);
    // Without subscribers no rows are read: an agent who connects later loads the lists then.
    if (!(await hasListeners(channel))) return;
    const rows = await readRows(tenantId, [...conversationIds]);
    const textOf = (conversation: Conversation) =>
      JSON.stringify({ type: "inbox", kind: "changed", conversation } satisfies InboxMessage);
    await publish(rows.map((conversation) => [channel, textOf(conversation)]));
  };

  const flush = (): void => {
    timer = undefined;
    const batch = changed;
    changed = new Map();
    running = Promise.all(
      [...batch].map(([tenantId, conversationIds]) =>
        publishRows(tenantId, conversationIds).catch((error: unknown) => {
          logger.warn({ err: error, tenantId }, "inboxes are told later, by the sweep");
        }),
      ),
    );
  };

  return {
    changed(tenantId, conversationId) {
      const known = changed.get(tenantId);
      if (known) known.add(conversationId);
      else changed.set(tenantId, new Set([conversationId]));
      timer ??= setTimeout(flush, COLLECT_MS);
    },
    async drained() {
      if (timer) {
        clearTimeout(timer);
        flush();
      }
      await running;
    },
  };
}
