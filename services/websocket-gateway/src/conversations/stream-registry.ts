import { channels } from "@chorus/contracts/bus/channels";
import type { EventMessage } from "@chorus/contracts/bus/event-message";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { ChatClient } from "../chat-service-client/chat-client.ts";
import { audienceOf, type ReadySession } from "../session/session.ts";
import type { Frame } from "../transport/transport.ts";
import { ConversationStream } from "./stream.ts";

const NOTHING: readonly Subscription[] = [];

/** The time after which the outbox relay publishes what has not been published. */
const EXPECTED_WITHIN_MS = 250;

export interface StreamRegistryOptions {
  hub: SubscriptionHub;
  chat: Pick<ChatClient, "gap" | "heads">;
  publish: (topic: string, frame: Frame) => void;
  now: () => number;
  onMessage: (stream: ConversationStream, message: Buffer) => void;
  onGap: (stream: ConversationStream) => void;
  failed: (error: unknown) => void;
}

interface Entry {
  readonly stream: ConversationStream;
  /** Redis has acknowledged the channel. */
  readonly listening: Promise<() => void>;
}

/** The conversations that connections of this gateway follow, or are about to. */
export class StreamRegistry {
  readonly #options: StreamRegistryOptions;
  readonly #entries = new Map<string, Entry>();
  /** By connection. Lists are replaced, never changed, because they may be iterated while a connection leaves. */
  readonly #subscriptions = new Map<string, readonly Subscription[]>();
  /** By tenant and person, so that a status change costs only the conversations of that person. */
  readonly #byPerson = new Map<string, Set<ConversationStream>>();
  readonly #expecting = new Set<ConversationStream>();

  constructor(options: StreamRegistryOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** `listening` resolves when Redis has acknowledged. Add a joiner before awaiting it, or the stream may be removed. */
  open(tenantId: string, conversationId: string): { stream: ConversationStream; listening: Promise<unknown> } {
    const key = `${tenantId}/${conversationId}`;
    const known = this.#entries.get(key);
    if (known) return known;
    const { hub, chat, publish, now, failed, onMessage } = this.#options;
    const stream = new ConversationStream(tenantId, conversationId, {
      publish,
      now,
      failed,
      readGap: (range) => chat.gap(tenantId, conversationId, range),
      broken: (broken) => this.#disconnectMembers(broken),
      peopleChanged: (changed, before) => {
        this.#forgetPeople(changed, before);
        if (this.#entries.get(key)?.stream === changed) this.#recordPeople(changed);
      },
    });
    const listening = hub.subscribeBytes(channels.conversation(tenantId, conversationId), (message) =>
      onMessage(stream, message),
    );
    const entry = { stream, listening };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Events that chat-service has committed for this gateway. They come over the bus as well, where their copies are dropped. */
  takeCommitted(tenantId: string, event: EventMessage): void {
    this.#entries.get(`${tenantId}/${event.conversationId}`)?.stream.takeMessage(event);
  }

  /** Removes a stream that nobody follows any more. The hub keeps its channel for a while. */
  closeUnused(stream: ConversationStream): void {
    if (!stream.isUnused) return;
    const key = `${stream.tenantId}/${stream.conversationId}`;
    const entry = this.#entries.get(key);
    if (entry?.stream !== stream) return;
    this.#remove(key, entry);
  }

  /** The conversations in which this person takes part, as customer or assignee. */
  ofPerson(tenantId: string, userId: string): Iterable<ConversationStream> {
    return this.#byPerson.get(`${tenantId}/${userId}`) ?? [];
  }

  /** The conversations of a connection. Most have few, so a list costs less memory than a map. */
  subscriptions({ connection }: ReadySession): readonly Subscription[] {
    return this.#subscriptions.get(connection.id) ?? NOTHING;
  }

  subscription(session: ReadySession, conversationId: string): Subscription | undefined {
    return this.subscriptions(session).find((each) => each.conversationId === conversationId);
  }

  begin(session: ReadySession, conversationId: string): Subscription {
    const subscription: Subscription = { conversationId, stream: null, version: 0 };
    this.#subscriptions.set(session.connection.id, [...this.subscriptions(session), subscription]);
    return subscription;
  }

  /** Ends a subscription that failed, unless a newer one has replaced it. */
  giveUp(session: ReadySession, subscription: Subscription): void {
    const { conversationId } = subscription;
    if (this.subscription(session, conversationId) === subscription) this.leave(session, conversationId);
  }

  leaveAll(session: ReadySession): void {
    for (const { conversationId } of this.subscriptions(session)) this.leave(session, conversationId);
  }

  leave(session: ReadySession, conversationId: string): void {
    const subscription = this.subscription(session, conversationId);
    if (!subscription) return;
    subscription.version += 1;
    const left = this.subscriptions(session).filter((each) => each !== subscription);
    if (left.length > 0) this.#subscriptions.set(session.connection.id, left);
    else this.#subscriptions.delete(session.connection.id);
    const { stream } = subscription;
    if (!stream) return;
    stream.removeMember(session, audienceOf(session));
    this.closeUnused(stream);
  }

  /** Compares heads with chat-service, to find lost events that no later event reveals. */
  async sweepHeads(streams: Iterable<ConversationStream> = this.all()): Promise<void> {
    const byConversation = new Map<string, ConversationStream>();
    for (const stream of streams) byConversation.set(stream.conversationId, stream);
    if (byConversation.size === 0) return;
    const asked = [...byConversation.values()].map(({ tenantId, conversationId }) => ({ tenantId, conversationId }));
    for (const { conversationId, headSeq, publicHeadSeq } of await this.#options.chat.heads(asked)) {
      const stream = byConversation.get(conversationId);
      stream?.recordHead({ seq: headSeq, publicSeq: publicHeadSeq });
      void stream?.repair();
    }
  }

  /**
   * An acknowledged send must arrive as an event soon. While Redis is unreachable it does not, and the sweep would take longer.
   * @param seq in the sender's numbering
   */
  expect(session: ReadySession, conversationId: string, seq: number): void {
    const stream = this.subscription(session, conversationId)?.stream;
    if (!stream || stream.hasPassed(audienceOf(session), seq) || this.#expecting.has(stream)) return;
    this.#expecting.add(stream);
    setTimeout(() => {
      this.#expecting.delete(stream);
      if (stream.isUnused || stream.hasPassed(audienceOf(session), seq)) return;
      this.sweepHeads([stream]).catch(this.#options.failed);
    }, EXPECTED_WITHIN_MS).unref();
  }

  *all(): Iterable<ConversationStream> {
    for (const { stream } of this.#entries.values()) yield stream;
  }

  /** After a `gap`: members receive nothing until they subscribe again, on a new stream. */
  #disconnectMembers(stream: ConversationStream): void {
    this.#options.onGap(stream);
    for (const session of stream.members.values()) this.leave(session, stream.conversationId);
    const key = `${stream.tenantId}/${stream.conversationId}`;
    const entry = this.#entries.get(key);
    if (entry?.stream !== stream) return;
    this.#remove(key, entry);
  }

  #remove(key: string, { stream, listening }: Entry): void {
    this.#entries.delete(key);
    this.#forgetPeople(stream, stream.people);
    void listening.then((unsubscribe) => unsubscribe());
  }

  #recordPeople(stream: ConversationStream): void {
    for (const userId of stream.people) {
      const key = `${stream.tenantId}/${userId}`;
      const streams = this.#byPerson.get(key);
      if (streams) streams.add(stream);
      else this.#byPerson.set(key, new Set([stream]));
    }
  }

  #forgetPeople(stream: ConversationStream, people: readonly string[]): void {
    for (const userId of people) {
      const key = `${stream.tenantId}/${userId}`;
      const streams = this.#byPerson.get(key);
      if (streams?.delete(stream) && streams.size === 0) this.#byPerson.delete(key);
    }
  }
}

/** A connection's membership in a conversation. */
export interface Subscription {
  readonly conversationId: string;
  /** Null until it receives live events. */
  stream: ConversationStream | null;
  /** Raised by every subscribe and unsubscribe, which cancels older requests. */
  version: number;
}
