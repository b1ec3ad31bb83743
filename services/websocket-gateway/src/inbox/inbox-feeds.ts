import { channels } from "@chorus/contracts/bus/channels";
import { InboxChannelMessage } from "@chorus/contracts/bus/messages";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import { acknowledged } from "@chorus/redis/acknowledged";
import type { ChatClient } from "../chat-service-client/chat-client.ts";
import type { Drains } from "../session/drains.ts";
import { isReady, sendFrame, type ReadySession } from "../session/session.ts";
import { InboxFeed } from "./inbox-feed.ts";

export interface InboxFeedsOptions {
  hub: SubscriptionHub;
  chat: Pick<ChatClient, "inboxChanges">;
  publish: (topic: string, text: string) => void;
  drains: Drains;
  now: () => number;
  unavailable: (what: string, error: unknown) => void;
}

interface Entry {
  readonly feed: InboxFeed;
  readonly listening: Promise<() => void>;
  joining: number;
}

/** The inboxes that agents on this gateway follow. */
export class InboxFeeds {
  readonly #options: InboxFeedsOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: InboxFeedsOptions) {
    this.#options = options;
  }

  cursorOf(tenantId: string): string | null {
    return this.#entries.get(tenantId)?.feed.cursor ?? null;
  }

  followers(tenantId: string): ReadonlySet<ReadySession> {
    return this.#entries.get(tenantId)?.feed.members ?? new Set();
  }

  /** @throws AppError `invalid` for an invalid cursor, `unavailable` */
  async join(session: ReadySession, request: { id: string; cursor: string | null }): Promise<void> {
    const { tenantId } = session.identity.principal;
    this.leave(session);
    const entry = this.#open(tenantId);
    entry.joining += 1;
    try {
      await acknowledged(entry.listening);
      if (!isReady(session)) return;
      if (request.cursor === null) await this.#joinNow(entry.feed, session, request.id);
      else await this.#replay(entry.feed, session, request.id, request.cursor);
    } finally {
      entry.joining -= 1;
      this.#closeUnused(entry);
    }
  }

  leave(session: ReadySession): void {
    const entry = this.#entries.get(session.identity.principal.tenantId);
    session.followsInbox = false;
    if (!entry) return;
    entry.feed.remove(session);
    this.#closeUnused(entry);
  }

  async sweep(): Promise<void> {
    await Promise.all(
      [...this.#entries.values()].map(({ feed }) =>
        feed.sweep().catch((error: unknown) => this.#options.unavailable("inbox changes", error)),
      ),
    );
  }

  async #joinNow(feed: InboxFeed, session: ReadySession, id: string): Promise<void> {
    const cursor = await feed.start();
    if (!isReady(session)) return;
    sendFrame(session, { type: "inbox.subscribed", id, cursor });
    feed.add(session);
    session.followsInbox = true;
  }

  async #replay(feed: InboxFeed, session: ReadySession, id: string, from: string): Promise<void> {
    const { chat, drains, now } = this.#options;
    const seen = feed.watch();
    try {
      await feed.start();
      let cursor = from;
      let page = await chat.inboxChanges(feed.tenantId, cursor);
      if (!isReady(session)) return;
      sendFrame(session, { type: "inbox.subscribed", id, cursor });
      feed.add(session);
      for (;;) {
        cursor = page.cursor;
        const rows = page.conversations.filter((conversation) => seen.admit(conversation, now()));
        for (const [index, conversation] of rows.entries()) {
          const isLast = index === rows.length - 1;
          sendFrame(session, { type: "inbox", cursor: isLast ? cursor : null, kind: "changed", conversation });
        }
        if (!page.hasMore) break;
        await drains.of(session.connection);
        page = await chat.inboxChanges(feed.tenantId, cursor);
        if (!isReady(session) || !feed.members.has(session)) return;
      }
      // From now on pings may contain the cursor.
      session.followsInbox = true;
    } finally {
      feed.unwatch(seen);
    }
  }

  #open(tenantId: string): Entry {
    const known = this.#entries.get(tenantId);
    if (known) return known;
    const { hub, chat, publish, now, unavailable } = this.#options;
    const feed = new InboxFeed(tenantId, {
      publish,
      now,
      readChanges: (cursor) => chat.inboxChanges(tenantId, cursor),
    });
    const listening = hub.subscribe(channels.inbox(tenantId), (message) => {
      const { success, data, error } = InboxChannelMessage.safeParse(JSON.parse(message));
      if (!success) unavailable("inbox message", error);
      else if (data.type === "receipt") feed.takeReceipt(data);
      else feed.take(data);
    });
    const entry: Entry = { feed, listening, joining: 0 };
    this.#entries.set(tenantId, entry);
    return entry;
  }

  #closeUnused(entry: Entry): void {
    const { feed, joining, listening } = entry;
    if (joining > 0 || feed.members.size > 0 || this.#entries.get(feed.tenantId) !== entry) return;
    this.#entries.delete(feed.tenantId);
    void listening.then((unsubscribe) => unsubscribe());
  }
}
