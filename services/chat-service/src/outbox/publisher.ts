import { channels } from "@chorus/contracts/bus/channels";
import type { ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { AppendedRow, EventItem } from "@chorus/database/append-events";
import type { Logger } from "@chorus/observability/logger";
import type { InboxNotifier } from "./inbox-notifier.ts";
import type { ChannelEvent, OutboxStore, PublishedRef } from "./outbox-store.ts";
import type { Publish } from "./publish-all.ts";

/** Publishes committed events to Redis. It never throws: the relay publishes what fails here. */
export interface Publisher {
  /**
   * Messages of one append, built from its input and result without a read. Returns at once.
   * @returns them, for who has sent them
   */
  appended(tenantId: string, stored: readonly { event: EventItem; row: AppendedRow }[]): ChannelEvent[];
  /** Other events, read from the log. */
  published(refs: readonly PublishedRef[]): Promise<void>;
  /** To the conversation's channel, and an agent's reads also to their other connections, by the inbox channel. */
  receipt(tenantId: string, message: ReceiptPublished, reader: "customer" | "agent"): void;
  /** An outbox row that is not an event was written: the relay runs now. */
  outboxChanged(): void;
  onOutboxChanged(listener: () => void): void;
  /** Resolves when everything is published and marked. */
  drained(): Promise<void>;
}

export interface PublisherOptions {
  publish: Publish;
  outbox: Pick<OutboxStore, "load" | "markEventsPublished">;
  /** A message of an append in the form that the bus carries. */
  present: (tenantId: string, event: EventItem, row: AppendedRow) => ChannelEvent;
  logger: Pick<Logger, "warn">;
  inboxNotifier: Pick<InboxNotifier, "changed">;
}

/** How long marks of published events are gathered, so that one statement writes many. */
const MARK_AFTER_MS = 20;

export function createPublisher(options: PublisherOptions): Publisher {
  const { publish, outbox, present, logger, inboxNotifier } = options;
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

  const publishEvents = async (tenantId: string, events: readonly ChannelEvent[]): Promise<void> => {
    for (const event of events) inboxNotifier.changed(tenantId, event.conversationId);
    await publish(
      events.map(({ conversationId, message }) => [channels.conversation(tenantId, conversationId), message]),
    );
    unmarked.push(...events.map(({ conversationId, seq }) => ({ tenantId, conversationId, seq })));
    timer ??= setTimeout(mark, MARK_AFTER_MS);
  };

  return {
    appended(tenantId, stored) {
      if (stored.length === 0) return [];
      const events = stored.map(({ event, row }) => present(tenantId, event, row));
      track(publishEvents(tenantId, events), "publishing");
      return events;
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
    receipt(tenantId, message, reader) {
      const audiences = [channels.conversation(tenantId, message.conversationId)];
      if (reader === "agent") audiences.push(channels.inbox(tenantId));
      const text = JSON.stringify(message);
      track(publish(audiences.map((channel) => [channel, text])), "publishing a receipt");
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
