import type { ReadySession, Session } from "./session.ts";

function personKey(tenantId: string, userId: string): string {
  return `${tenantId}/${userId}`;
}

/** All connections of this gateway; those that said hello also by tenant and by person, oldest first. */
export class SessionRegistry {
  readonly #all = new Map<string, Session>();
  readonly #byPerson = new Map<string, Set<ReadySession>>();
  readonly #byTenant = new Map<string, Set<ReadySession>>();
  readonly #emptied: (() => void)[] = [];

  add(session: Session): void {
    this.#all.set(session.connection.id, session);
  }

  get(connectionId: string): Session | undefined {
    return this.#all.get(connectionId);
  }

  identified(session: ReadySession): void {
    const { tenantId, userId } = session.identity.principal;
    addTo(this.#byPerson, personKey(tenantId, userId), session);
    addTo(this.#byTenant, tenantId, session);
  }

  remove(session: Session): void {
    this.#all.delete(session.connection.id);
    if (session.identity) {
      const { tenantId, userId } = session.identity.principal;
      removeFrom(this.#byPerson, personKey(tenantId, userId), session);
      removeFrom(this.#byTenant, tenantId, session);
    }
    if (this.#all.size === 0) for (const resolve of this.#emptied.splice(0)) resolve();
  }

  all(): Iterable<Session> {
    return this.#all.values();
  }

  get size(): number {
    return this.#all.size;
  }

  ofPerson(tenantId: string, userId: string): ReadonlySet<ReadySession> {
    return this.#byPerson.get(personKey(tenantId, userId)) ?? new Set();
  }

  ofTenant(tenantId: string): ReadonlySet<ReadySession> {
    return this.#byTenant.get(tenantId) ?? new Set();
  }

  tenants(): string[] {
    return [...this.#byTenant.keys()];
  }

  /** Resolves when there is no connection left. */
  empty(): Promise<void> {
    if (this.#all.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#emptied.push(resolve));
  }
}

function addTo(index: Map<string, Set<ReadySession>>, key: string, session: ReadySession): void {
  const sessions = index.get(key);
  if (sessions) sessions.add(session);
  else index.set(key, new Set([session]));
}

function removeFrom(index: Map<string, Set<ReadySession>>, key: string, session: Session): void {
  const sessions = index.get(key);
  if (sessions?.delete(session as ReadySession) && sessions.size === 0) index.delete(key);
}
