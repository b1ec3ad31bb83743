import { hashSecret } from "@chorus/auth/secrets";
import type { CustomerIdentity } from "@chorus/auth/identity-token";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";

/** The customer who uses a device. */
export interface DeviceOwner {
  deviceId: string;
  customerId: string;
  name: string;
  /** Whether an address is known to answer to. */
  hasEmail: boolean;
  /** Whether the tenant's backend signed the name, or the id that stands for it. */
  verified: boolean;
  /** Whether it signed the address. */
  emailVerified: boolean;
  /** The tenant's own id for the customer; null when no signed identity was given. */
  externalId: string | null;
  bannedAt: Date | null;
  /** The only conversation that the session may access, when it was started by a link in a mail. */
  onlyConversationId: string | null;
}

/** @throws AppError `forbidden` for somebody who was banned */
export function requireNotBanned(owner: DeviceOwner | undefined): void {
  if (owner && owner.bannedAt !== null)
    throw new AppError("forbidden", { detail: "This chat is not available to you." });
}

export function findDevice(tx: TenantTx, deviceToken: string): Promise<DeviceOwner | undefined> {
  return deviceOwners(tx).where("d.token_hash", "=", hashSecret(deviceToken)).executeTakeFirst();
}

/**
 * The same for a session that writes: customer and device stay as they are until the transaction ends. An erasure that is at work
 * is waited for, and has made the device unknown.
 */
export async function lockDevice(tx: TenantTx, deviceToken: string): Promise<DeviceOwner | undefined> {
  const found = await deviceOwners(tx)
    .where("d.token_hash", "=", hashSecret(deviceToken))
    .forNoKeyUpdate("c")
    .executeTakeFirst();
  // In the order in which an erasure locks them.
  return found && deviceOwners(tx).where("d.id", "=", found.deviceId).forNoKeyUpdate("d").executeTakeFirst();
}

/**
 * Concurrent sessions of one identity come one after the other, so that the first ones find the same customer. Before any
 * customer is locked: each of two would otherwise wait for what the other has.
 */
export async function lockIdentity(tx: TenantTx, tenantId: string, { externalId }: CustomerIdentity): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customer:${tenantId}:${externalId}`}, 0))`.execute(tx);
}

/** A device that is there. */
export async function requireDevice(tx: TenantTx, deviceId: string): Promise<DeviceOwner> {
  return deviceOwners(tx).where("d.id", "=", deviceId).executeTakeFirstOrThrow();
}

function deviceOwners(tx: TenantTx) {
  return tx
    .selectFrom("devices as d")
    .innerJoin("customers as c", (join) =>
      join.onRef("c.tenant_id", "=", "d.tenant_id").onRef("c.id", "=", "d.customer_id"),
    )
    .select([
      "d.id as deviceId",
      "c.id as customerId",
      "c.name",
      sql<boolean>`c.email is not null`.as("hasEmail"),
      "c.verified",
      sql<boolean>`c.email is not null and c.email_verified`.as("emailVerified"),
      "c.external_id as externalId",
      "c.banned_at as bannedAt",
      "d.conversation_id as onlyConversationId",
    ])
    .where("d.revoked_at", "is", null)
    .where("c.erased_at", "is", null);
}
