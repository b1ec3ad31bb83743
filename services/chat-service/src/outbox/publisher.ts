import { channels } from "@chorus/contracts/bus/channels";
import type { EventPublished, ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { AppendedRow, EventItem } from "@chorus/database/append-events";
import type { Logger } from "@chorus/observability/logger";
import type { EventRow } from "../conversations/event-queries.ts";
import type { ReceiptRow } from "../messages/receipt-queries.ts";
import type { InboxNotifier } from "./inbox-notifier.ts";
import { toPublished } from "./load-published.ts";
import type { OutboxStore, PublishedRef } from "./outbox-store.ts";
import type { Publish } from "./publish-all.ts";

/** Tells Redis what was committed. It never throws: what is not published here, the relay publishes. */
export interface Publisher {
  /** Messages of one append, built from what was sent and answered: no read needed. Returns at once. */
  appended(tenantId: string, stored: readonly { event: EventItem; row: AppendedRow }[]): void;
  /** Other events, read from the log. */
  published(refs: readonly PublishedRef[]): Promise<void>;
  /** To the conversation; what somebody of the desk has read also to their other tabs, which follow the inbox. */
  receipt(tenantId: string, conversationId: string, row: ReceiptRow, reader: "customer" | "agent"): void;
  /** An outbox row that is not an event was written: the relay should look now. */
  outboxChanged(): void;
  onOutboxChanged(listener: () => void): void;
  /** Waits for what is being published and marked. */
  drained(): Promise<void>;
}

export interface PublisherOptions {
  publish: Publish;
  outbox: Pick<OutboxStore, "load" | "markEventsPublished">;
  logger: Pick<Logger, "warn">;
  inboxNotifier: Pick<InboxNotifier, "changed">;
}

/** Marks wait this long for company: one statement for many events. */
const MARK_AFTER_MS = 20;

export function createPublisher(options: PublisherOptions): Publisher {
  const { publish, outbox, logger, inboxNotifier } = options;
  const running = new Set<Promise<void>>();
  let unmarked: PublishedRef[] = [];
  let timer: NodeJS.Timeout | undefined;
  let outboxListener = () => {};

  const track = (work: Promise<unknown>, what: string): void => {
    const guarded = work.then(
      () => undefined,
      (error: unknown) => logger.warn({ err: error }, `${what} failed; the relay repeats it`),
    );
    running.add(guarded);
    void guarded.finally(() => running.delete(guarded));
  };

  const mark = (): void => {
    timer = undefined;
    const batch = unmarked;
    unmarked = [];
    track(outbox.markEventsPublished(batch), "marking as published");
  };

  const publishEvents = async (tenantId: string, events: readonly EventPublished[]): Promise<void> => {
    for (const event of events) inboxNotifier.changed(tenantId, event.conversationId);
    await publish(events.map((event) => [channels.conversation(tenantId, event.conversationId), event]));
    unmarked.push(...events.map(({ conversationId, seq }) => ({ tenantId, conversationId, seq })));
    timer ??= setTimeout(mark, MARK_AFTER_MS);
  };

  return {
    appended(tenantId, stored) {
      if (stored.length === 0) return;
      const events = stored.map(({ event, row }) =>
        toPublished(toEventRow(tenantId, event, row), undefined, row.public_head ?? 0),
      );
      track(publishEvents(tenantId, events), "publishing");
    },
    async published(refs) {
      const byTenant = groupByTenant(refs);
      for (const [tenantId, group] of byTenant) {
        track(
          outbox.load(tenantId, group).then((events) => publishEvents(tenantId, events)),
          "publishing",
        );
      }
      await Promise.all(running);
    },
    receipt(tenantId, conversationId, row, reader) {
      const message: ReceiptPublished = {
        type: "receipt",
        conversationId,
        userId: row.user_id,
        deliveredSeq: row.delivered_seq,
        readSeq: row.read_seq,
        publicDeliveredSeq: row.public_delivered_seq,
        publicReadSeq: row.public_read_seq,
        isPublic: row.is_public,
      };
      const audiences = [channels.conversation(tenantId, conversationId)];
      if (reader === "agent") audiences.push(channels.inbox(tenantId));
      track(publish(audiences.map((channel) => [channel, message])), "publishing a receipt");
    },
    outboxChanged: () => outboxListener(),
    onOutboxChanged(listener) {
      outboxListener = listener;
    },
    async drained() {
      if (timer) {
        clearTimeout(timer);
        mark();
      }
      await Promise.all(running);
    },
  };
}

function groupByTenant(refs: readonly PublishedRef[]): Map<string, PublishedRef[]> {
  const groups = new Map<string, PublishedRef[]>();
  for (const ref of refs) groups.set(ref.tenantId, [...(groups.get(ref.tenantId) ?? []), ref]);
  return groups;
}

/** The row that append_events has written, without reading it back. */
function toEventRow(tenantId: string, event: EventItem, row: AppendedRow): EventRow {
  if (row.seq === null || row.event_id === null || row.created_at === null)
    throw new Error("only appended rows are told");
  return {
    tenant_id: tenantId,
    conversation_id: event.conversationId,
    seq: row.seq,
    public_seq: row.public_seq,
    id: row.event_id,
    kind: event.kind,
    actor_type: event.actorType,
    actor_id: event.actorId,
    actor_name: row.actor_name ?? "",
    client_message_id: event.clientMessageId ?? null,
    data: event.data,
    created_at: row.created_at,
    edited_at: null,
    deleted_at: null,
  };
}
