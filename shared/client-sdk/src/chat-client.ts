import type { ChosenStatus } from "@chorus/contracts/entities/people";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { type Clock, systemClock } from "./clock.ts";
import type { ConversationStream } from "./conversation/conversation-stream.ts";
import { ConversationStreams } from "./conversation/conversation-streams.ts";
import { InboxStream } from "./inbox/inbox-stream.ts";
import { newMessageId } from "./message-id.ts";
import { type Readable, Store } from "./observable.ts";
import { Outbox } from "./outbox/outbox.ts";
import { MemoryOutboxStore, type OutboxStore } from "./outbox/outbox-store.ts";
import type { OutgoingMessage, SendInput } from "./outbox/outgoing-message.ts";
import { type PersonPresence, PresenceMap } from "./presence-map.ts";
import { Connection, type ConnectionOptions, type RequestFrame } from "./realtime/connection.ts";
import type { ConnectionState } from "./realtime/connection-state.ts";

export interface ChatClientOptions extends ConnectionOptions {
  /** Where unacknowledged messages are kept. Default: in memory. */
  outboxStore?: OutboxStore;
  /** Called when the store fails (quota, private window); sending continues. */
  onOutboxStoreError?: (error: unknown) => void;
  /** Makes the ids of messages; version 7 UUIDs by default. */
  makeId?: () => string;
}

/** One signed-in person's live connection to Chorus: conversations, inbox, presence, outbox. */
export class ChatClient {
  readonly inbox: InboxStream;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #streams: ConversationStreams;
  readonly #presence: PresenceMap;
  readonly #clockOffset = new Store<number | null>(null);
  #selfId: string | null = null;

  constructor(options: ChatClientOptions) {
    const clock: Clock = options.clock ?? systemClock;
    const random = options.random ?? Math.random;
    const connection = new Connection(options);
    this.#connection = connection;
    // Registered first, because the other listeners read the person's id.
    connection.onWelcome((welcome) => {
      this.#selfId = welcome.userId;
      this.#clockOffset.set(Date.parse(welcome.serverTime) - clock.now());
    });
    this.#outbox = new Outbox({
      connection,
      clock,
      random,
      store: options.outboxStore ?? new MemoryOutboxStore(),
      makeId: options.makeId ?? newMessageId,
      lastSeqOf: (conversationId) => this.#streams.lastSeqOf(conversationId),
      onStoreError: options.onOutboxStoreError ?? (() => undefined),
    });
    this.#streams = new ConversationStreams({
      connection,
      clock,
      random,
      outbox: this.#outbox,
      selfId: () => this.#selfId,
    });
    this.#presence = new PresenceMap(connection);
    this.inbox = new InboxStream({ connection, clock, random });
    if (options.outboxStore) this.#outbox.restore().catch(options.onOutboxStoreError ?? (() => undefined));
  }

  get connection(): Readable<ConnectionState> {
    return this.#connection.state;
  }

  /**
   * Milliseconds by which the server's clock is ahead of this one; null before the first connection. Times of the log are the
   * server's: compare them with the own clock only after adding this.
   */
  get clockOffset(): Readable<number | null> {
    return this.#clockOffset;
  }

  /** The last presence of each person, by user id. */
  get presence(): Readable<ReadonlyMap<string, PersonPresence>> {
    return this.#presence.people;
  }

  /** Own messages of all conversations that are not in their logs yet. */
  get outgoing(): Readable<readonly OutgoingMessage[]> {
    return this.#outbox.messages;
  }

  /** Connects, and stays connected until {@link stop} or a terminal close code. */
  start(): void {
    this.#connection.start();
  }

  /** Disconnects. Pending messages stay in the outbox; {@link start} may be called again. */
  stop(): void {
    this.#connection.stop();
    this.#streams.clear();
  }

  /** Stops for good: another person signs in on this page. */
  dispose(): void {
    this.stop();
    this.#outbox.dispose();
  }

  /** Call it on the window's `online` event and when the page becomes visible. */
  nudge(): void {
    this.#connection.nudge();
  }

  /**
   * Follows a conversation; a screen that closes calls {@link closeConversation}. Opening it several times gives the same
   * stream, and it lingers for a minute after the last close.
   */
  openConversation(conversationId: string): ConversationStream {
    return this.#streams.open(conversationId);
  }

  closeConversation(conversationId: string): void {
    this.#streams.release(conversationId);
  }

  /** Puts a message into the outbox and sends it as soon as possible, also while offline. */
  send(input: SendInput): OutgoingMessage {
    return this.#outbox.send(input);
  }

  /** Tries a failed message again; one that failed with `conflict` is sent although something is newer. */
  retry(clientMessageId: string): void {
    this.#outbox.retry(clientMessageId);
  }

  /** Drops a failed message. */
  discard(clientMessageId: string): void {
    this.#outbox.discard(clientMessageId);
  }

  /** Chooses one's own status over the socket (agents). Throws ChorusProblem or ChorusOffline. */
  async setStatus(status: ChosenStatus): Promise<void> {
    await this.request({ type: "presence.set", status });
  }

  /** Sends any other request of the protocol and resolves with its reply. Throws ChorusProblem or ChorusOffline. */
  request(frame: RequestFrame): Promise<ServerFrame> {
    return new Promise((resolve, reject) => {
      this.#connection.request(frame, { onReply: resolve, onFailure: reject });
    });
  }
}
