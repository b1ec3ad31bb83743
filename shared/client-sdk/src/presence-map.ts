import type { PresenceStatus } from "@chorus/contracts/entities/people";
import { type Readable, Store } from "./observable.ts";
import type { Connection } from "./realtime/connection.ts";

/** Whether somebody is here. `lastSeenAt` is ISO 8601, null while they are here or when it is not known. */
export interface PersonPresence {
  readonly status: PresenceStatus;
  readonly lastSeenAt: string | null;
}

/** The last presence pushed of each person, by user id. */
export class PresenceMap {
  readonly #people = new Store<ReadonlyMap<string, PersonPresence>>(new Map());

  constructor(connection: Connection) {
    connection.onFrame((frame) => {
      if (frame.type !== "presence") return;
      const { userId, status, lastSeenAt } = frame;
      this.#people.set(new Map(this.#people.getSnapshot()).set(userId, { status, lastSeenAt }));
    });
  }

  get people(): Readable<ReadonlyMap<string, PersonPresence>> {
    return this.#people;
  }
}
