import type { InboxMessage, ReceiptPublished } from "@chorus/contracts/bus/messages";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import type { InboxChanges } from "../chat-service-client/chat-client.ts";
import { topics, sendFrame, type ReadySession } from "../session/session.ts";
import { RowVersions } from "./row-versions.ts";

export interface InboxFeedDependencies {
  publish: (topic: string, text: string) => void;
  readChanges: (cursor: string | null) => Promise<InboxChanges>;
  now: () => number;
}

/** One tenant's inbox on this gateway: rows from Redis, and every 5 s a sweep for lost ones. */
export class InboxFeed {
  readonly tenantId: string;
  readonly members = new Set<ReadySession>();
  readonly #dependencies: InboxFeedDependencies;
  readonly #versions = new RowVersions();
  /** Rows sent while a member replays: the replay must not send older versions after them. */
  readonly #watching = new Set<RowVersions>();
  #cursor: string | null = null;
  #sweeping: Promise<void> | null = null;

  constructor(tenantId: string, dependencies: InboxFeedDependencies) {
    this.tenantId = tenantId;
    this.#dependencies = dependencies;
  }

  /** Everything up to here was sent to all members; null before the first answer. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** Asks for the current cursor, once. */
  async start(): Promise<string> {
    if (this.#cursor === null) {
      const { cursor } = await this.#dependencies.readChanges(null);
      this.#cursor ??= cursor;
    }
    return this.#cursor;
  }

  watch(): RowVersions {
    const versions = new RowVersions();
    this.#watching.add(versions);
    return versions;
  }

  unwatch(versions: RowVersions): void {
    this.#watching.delete(versions);
  }

  add(session: ReadySession): void {
    this.members.add(session);
    session.connection.subscribe(topics.inbox(this.tenantId));
  }

  remove(session: ReadySession): void {
    if (this.members.delete(session)) session.connection.unsubscribe(topics.inbox(this.tenantId));
  }

  take({ kind, conversation }: InboxMessage): void {
    const isNews = this.#versions.admit(conversation, this.#dependencies.now());
    if (isNews || kind === "removed") this.#publish({ type: "inbox", cursor: null, kind, conversation });
  }

  /** Only to the reader's own connections. A lost receipt is repaired when lists are loaded again. */
  takeReceipt({ conversationId, userId, deliveredSeq, readSeq }: ReceiptPublished): void {
    for (const session of this.members) {
      if (session.identity.principal.userId !== userId) continue;
      sendFrame(session, { type: "receipt", conversationId, userId, deliveredSeq, readSeq });
    }
  }

  /** Sends changes since the cursor that Redis lost; one sweep at a time. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = null;
    });
    return this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const { readChanges, now } = this.#dependencies;
    await this.start();
    let hasMore = true;
    while (hasMore && this.members.size > 0) {
      const changes = await readChanges(this.#cursor);
      for (const conversation of changes.conversations) {
        if (this.#versions.admit(conversation, now())) {
          this.#publish({ type: "inbox", cursor: null, kind: "changed", conversation });
        }
      }
      this.#cursor = changes.cursor;
      hasMore = changes.hasMore;
    }
    this.#versions.forgetOld(now());
  }

  #publish(frame: ServerFrameOf<"inbox">): void {
    for (const versions of this.#watching) versions.admit(frame.conversation, this.#dependencies.now());
    this.#dependencies.publish(topics.inbox(this.tenantId), JSON.stringify(frame));
  }
}
