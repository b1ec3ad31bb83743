import type { ReadySession, Session } from "./session.ts";

interface Tenant {
  readonly tenantId: string;
  /** Oldest first. Replaced, never changed, because they may be iterated while a connection closes. */
  readonly people: Map<string, readonly ReadySession[]>;
  sockets: number;
}

const NOBODY: readonly ReadySession[] = [];

/** All connections of this gateway; authenticated ones also by tenant and by person, oldest first. */
export class SessionRegistry {
  readonly #all = new Map<string, Session>();
  readonly #tenants = new Map<string, Tenant>();
  readonly #emptied: (() => void)[] = [];

  add(session: Session): void {
    this.#all.set(session.connection.id, session);
  }

  get(connectionId: string): Session | undefined {
    return this.#all.get(connectionId);
  }

  identified(session: ReadySession): void {
    const { tenantId, userId } = session.identity.principal;
    let tenant = this.#tenants.get(tenantId);
    if (!tenant) {
      tenant = { tenantId, people: new Map(), sockets: 0 };
      this.#tenants.set(tenantId, tenant);
    }
    tenant.people.set(userId, [...(tenant.people.get(userId) ?? NOBODY), session]);
    tenant.sockets += 1;
  }

  remove(session: Session): void {
    this.#all.delete(session.connection.id);
    if (session.identity) this.#forget(session as ReadySession);
    if (this.#all.size === 0) for (const resolve of this.#emptied.splice(0)) resolve();
  }

  all(): Iterable<Session> {
    return this.#all.values();
  }

  get size(): number {
    return this.#all.size;
  }

  /** The stored string if there is one, so that connections of one tenant share it in memory. */
  tenantId(tenantId: string): string {
    return this.#tenants.get(tenantId)?.tenantId ?? tenantId;
  }

  ofPerson(tenantId: string, userId: string): readonly ReadySession[] {
    return this.#tenants.get(tenantId)?.people.get(userId) ?? NOBODY;
  }

  *ofTenant(tenantId: string): Iterable<ReadySession> {
    for (const sessions of this.#tenants.get(tenantId)?.people.values() ?? []) yield* sessions;
  }

  countOf(tenantId: string): number {
    return this.#tenants.get(tenantId)?.sockets ?? 0;
  }

  tenants(): string[] {
    return [...this.#tenants.keys()];
  }

  /** Resolves when there is no connection left. */
  empty(): Promise<void> {
    if (this.#all.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#emptied.push(resolve));
  }

  #forget(session: ReadySession): void {
    const { tenantId, userId } = session.identity.principal;
    const tenant = this.#tenants.get(tenantId);
    const known = tenant?.people.get(userId);
    if (!tenant || !known) return;
    const left = known.filter((each) => each !== session);
    tenant.sockets -= known.length - left.length;
    if (left.length > 0) tenant.people.set(userId, left);
    else tenant.people.delete(userId);
    if (tenant.people.size === 0) this.#tenants.delete(tenantId);
  }
}
