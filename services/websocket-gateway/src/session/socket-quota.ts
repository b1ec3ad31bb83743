import type { Role } from "@chorus/contracts/permissions";
import { QUOTAS } from "@chorus/contracts/quotas";
import type { ProcessCounts } from "@chorus/redis/process-counts";
import type { SessionRegistry } from "./registry.ts";

/** How many sockets a tenant has on all gateways; what others have is known as it was at the last exchange. */
export class SocketQuota {
  readonly #sessions: SessionRegistry;
  readonly #counts: ProcessCounts;
  #announced: ReadonlySet<string> = new Set();

  constructor(sessions: SessionRegistry, counts: ProcessCounts) {
    this.#sessions = sessions;
    this.#counts = counts;
  }

  /** Whether there is no room for one more. The desk always has: customers' sockets must not lock those out who answer them. */
  isFull(tenantId: string, role: Role, amount: number = QUOTAS.sockets.default): boolean {
    if (role !== "customer") return false;
    return this.#sessions.countOf(tenantId) + this.#counts.others(tenantId) >= amount;
  }

  /** Tells the other gateways how many there are here, and learns of theirs. */
  async exchange(): Promise<void> {
    const tenants = new Set(this.#sessions.tenants());
    for (const tenantId of this.#announced) if (!tenants.has(tenantId)) this.#counts.drop(tenantId);
    for (const tenantId of tenants) this.#counts.set(tenantId, this.#sessions.countOf(tenantId));
    this.#announced = tenants;
    await this.#counts.exchange();
  }
}
