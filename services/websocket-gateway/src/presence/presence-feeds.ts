import { channels } from "@chorus/contracts/bus/channels";
import { PresenceMessage } from "@chorus/contracts/bus/messages";
import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import type { ConversationStream } from "../conversations/stream.ts";
import type { StreamRegistry } from "../conversations/stream-registry.ts";
import { audienceOf, sendFrame, type ReadySession } from "../session/session.ts";

export interface PresenceFeedsOptions {
  hub: SubscriptionHub;
  streams: StreamRegistry;
  /** Sessions of a tenant that follow its inbox, which receive the presence of all colleagues. */
  followers: (tenantId: string) => ReadonlySet<ReadySession>;
  /** The presence of these people; `null` asks for all connected colleagues. Empty while presence-service is unreachable. */
  read: (tenantId: string, userIds: string[] | null) => Promise<PersonPresence[]>;
  unavailable: (what: string, error: unknown) => void;
}

export type PersonPresence = Pick<PresenceMessage, "userId" | "status" | "lastSeenAt">;

interface TenantFeed {
  sessions: number;
  readonly listening: Promise<() => void>;
}

/** Sends presence to connections: of the people in their conversations, and of all colleagues to those that follow the inbox. */
export class PresenceFeeds {
  readonly #options: PresenceFeedsOptions;
  readonly #tenants = new Map<string, TenantFeed>();

  constructor(options: PresenceFeedsOptions) {
    this.#options = options;
  }

  arrived(session: ReadySession): void {
    const { tenantId } = session.identity.principal;
    const known = this.#tenants.get(tenantId);
    if (known) {
      known.sessions += 1;
      return;
    }
    const { hub, unavailable } = this.#options;
    const listening = hub.subscribe(channels.presence(tenantId), (message) => {
      const parsed = PresenceMessage.safeParse(JSON.parse(message));
      if (parsed.success) this.#publish(tenantId, parsed.data);
      else unavailable("presence message", parsed.error);
    });
    this.#tenants.set(tenantId, { sessions: 1, listening });
  }

  left(session: ReadySession): void {
    const { tenantId } = session.identity.principal;
    const feed = this.#tenants.get(tenantId);
    if (!feed) return;
    feed.sessions -= 1;
    if (feed.sessions > 0) return;
    this.#tenants.delete(tenantId);
    void feed.listening.then((unsubscribe) => unsubscribe());
  }

  /** After a join: the presence of its people now, then changes. The join does not wait for it. */
  greet(session: ReadySession, stream: ConversationStream): void {
    const isAgent = audienceOf(session) === "agents";
    const people = [isAgent ? stream.customerId : null, stream.assigneeId].filter((id) => id !== null);
    const others = people.filter((id) => id !== session.identity.principal.userId);
    if (others.length > 0) void this.#sendNow(session, others);
  }

  greetWithColleagues(session: ReadySession): void {
    void this.#sendNow(session, null);
  }

  async #sendNow(session: ReadySession, userIds: string[] | null): Promise<void> {
    const people = await this.#options.read(session.identity.principal.tenantId, userIds);
    for (const person of people) send(session, person);
  }

  #publish(tenantId: string, message: PresenceMessage): void {
    const interested = new Set<ReadySession>(message.isAgent ? this.#options.followers(tenantId) : []);
    const { userId, isAgent } = message;
    for (const stream of this.#options.streams.ofPerson(tenantId, userId)) {
      if (isAgent ? stream.assigneeId !== userId : stream.customerId !== userId) continue;
      for (const member of stream.members.values()) interested.add(member);
    }
    for (const session of interested) {
      if (session.identity.principal.userId !== message.userId || message.isAgent) send(session, message);
    }
  }
}

function send(session: ReadySession, { userId, status, lastSeenAt }: PersonPresence): void {
  // Only colleagues see when an agent was last online.
  const visibleLastSeenAt = audienceOf(session) === "agents" ? lastSeenAt : null;
  sendFrame(session, { type: "presence", userId, status, lastSeenAt: visibleLastSeenAt });
}
