import { channels } from "@chorus/contracts/bus/channels";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { ChatClient } from "../chat-service-client/chat-client.ts";
import { audienceOf, type ReadySession } from "../session/session.ts";
import { ConversationStream } from "./stream.ts";

const NOTHING: readonly Subscription[] = [];

/** As long as the outbox relay waits before it publishes what nobody has. */
const EXPECTED_WITHIN_MS = 250;

export interface StreamRegistryOptions {
  hub: SubscriptionHub;
  chat: Pick<ChatClient, "gap" | "heads">;
  publish: (topic: string, text: string) => void;
  now: () => number;
  onMessage: (stream: ConversationStream, message: string) => void;
  onGap: (stream: ConversationStream) => void;
  failed: (error: unknown) => void;
}

interface Entry {
  readonly stream: ConversationStream;
  /** Redis has acknowledged the channel. */
  readonly listening: Promise<() => void>;
}

/** The conversations that somebody on this gateway follows, or is about to. */
export class StreamRegistry {
  readonly #options: StreamRegistryOptions;
  readonly #entries = new Map<string, Entry>();
  /** By connection. Lists are replaced, never changed: they may be gone through while something leaves. */
  readonly #subscriptions = new Map<string, readonly Subscription[]>();
  /** By tenant and person, so that somebody who comes or goes costs what they take part in and not all that is open. */
  readonly #byPerson = new Map<string, Set<ConversationStream>>();
  readonly #expecting = new Set<ConversationStream>();

  constructor(options: StreamRegistryOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** `listening` resolves when Redis has acknowledged. Add a joiner before anything is awaited, or it may be let go. */
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
        if (this.#entries.get(key)?.stream === changed) this.#notePeople(changed);
      },
    });
    const listening = hub.subscribe(channels.conversation(tenantId, conversationId), (message) =>
      onMessage(stream, message),
    );
    const entry = { stream, listening };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Forgets a stream that nobody follows any more. The hub keeps its channel for a while. */
  closeUnused(stream: ConversationStream): void {
    if (!stream.isUnused) return;
    const key = `${stream.tenantId}/${stream.conversationId}`;
    const entry = this.#entries.get(key);
    if (entry?.stream !== stream) return;
    this.#remove(key, entry);
  }

  /** Those that this person takes part in, as customer or assignee. */
  ofPerson(tenantId: string, userId: string): Iterable<ConversationStream> {
    return this.#byPerson.get(`${tenantId}/${userId}`) ?? [];
  }

  /** What a connection follows, or is about to. Few have many: a list is found through faster than it is kept as a map. */
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

  /** Ends a subscription that came to nothing, unless a newer one has taken its place. */
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

  /** Compares with chat-service what may have been lost without a trace: the last events of a burst. */
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
   * An acknowledged send must come back as an event soon. While Redis is away it does not, and the next sweep is far.
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

  /** After a `gap`: members hear nothing more until they subscribe again, on a fresh stream. */
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

  #notePeople(stream: ConversationStream): void {
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

/** A connection's place in a conversation. */
export interface Subscription {
  readonly conversationId: string;
  /** Null until it has joined the live events. */
  stream: ConversationStream | null;
  /** Raised by every subscribe and unsubscribe: what an older one still waits for is void. */
  version: number;
}
