import type { ChatClient } from "@chorus/client-sdk/chat-client";
import { type Readable, Store } from "@chorus/client-sdk/observable";
import type { PresenceStatus } from "@chorus/contracts/entities/people";

/** The last known presence of people, from pushes and from presence-service, whichever came last. */
export class PresenceDirectory {
  readonly #people = new Store<ReadonlyMap<string, PresenceStatus>>(new Map());

  constructor(chat: ChatClient) {
    let seen: ReadonlyMap<string, unknown> = new Map();
    chat.presence.subscribe(() => {
      const pushed = chat.presence.getSnapshot();
      const changes = [...pushed].filter(([userId, presence]) => seen.get(userId) !== presence);
      seen = pushed;
      this.note(changes.map(([userId, { status }]) => ({ userId, status })));
    });
  }

  get people(): Readable<ReadonlyMap<string, PresenceStatus>> {
    return this.#people;
  }

  note(people: readonly { userId: string; status: PresenceStatus }[]): void {
    const known = this.#people.getSnapshot();
    if (people.every(({ userId, status }) => known.get(userId) === status)) return;
    const next = new Map(known);
    for (const { userId, status } of people) next.set(userId, status);
    this.#people.set(next);
  }
}
