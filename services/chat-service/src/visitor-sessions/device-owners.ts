import { hashSecret } from "@chorus/auth/secrets";
import { addressTag, type ConversationLink } from "@chorus/auth/conversation-link";
import type { CustomerIdentity } from "@chorus/auth/identity-token";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { endSessionsOfFormerAddress, writeRevocation } from "../identity/revoke.ts";

const DEVICES_PER_CUSTOMER = 20;

/** The customer who uses a device. */
export interface DeviceOwner {
  deviceId: string;
  customerId: string;
  name: string;
  /** Whether an address is known to answer to. */
  hasEmail: boolean;
  verified: boolean;
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

/** Creates a device with a new anonymous customer. */
export async function createVisitor(
  context: ChatContext,
  tx: TenantTx,
  input: NewDevice & { profile: Profile },
): Promise<DeviceOwner> {
  const customerId = context.ids.next();
  const { profile } = input;
  await insertCustomer(tx, input.tenantId, customerId, {
    name: profile?.name ?? `Visitor ${customerId.slice(-4)}`,
    email: profile?.email ?? null,
    locale: profile?.locale ?? null,
    externalId: null,
  });
  return addDevice(context, tx, customerId, input);
}

/**
 * The customer of a signed identity. An anonymous customer who uses this device becomes that customer, with their conversations;
 * two identified customers are never merged.
 * @param identity locked by `lockIdentity`
 * @param known locked by `lockDevice`
 */
export async function findOrCreateVerified(
  context: ChatContext,
  tx: TenantTx,
  identity: CustomerIdentity,
  known: DeviceOwner | undefined,
  device: NewDevice,
): Promise<DeviceOwner> {
  const claims = {
    verified: true,
    ...(identity.name === undefined ? {} : { name: identity.name }),
    ...(identity.email === undefined ? {} : { email: identity.email }),
  };
  const existing = await tx
    .selectFrom("customers")
    .select("id")
    .where("external_id", "=", identity.externalId)
    .where("erased_at", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  // A session by a mail link does not prove that its user wrote the conversation.
  const isAnonymous = known !== undefined && known.externalId === null && known.onlyConversationId === null;
  const customerId = existing?.id ?? (isAnonymous ? known.customerId : context.ids.next());
  if (!existing && !isAnonymous) {
    const { externalId, name = externalId, email = null } = identity;
    await insertCustomer(tx, device.tenantId, customerId, { name, email, locale: null, externalId });
  }
  const { tenantId } = device;
  await endSessionsOfFormerAddress(context, tx, { tenantId, customerId, email: identity.email });
  await tx
    .updateTable("customers")
    .set({ ...claims, external_id: identity.externalId })
    .where("id", "=", customerId)
    .execute();
  if (known?.customerId === customerId && known.onlyConversationId === null) return requireDevice(tx, known.deviceId);
  return addDevice(context, tx, customerId, device);
}

/**
 * Opens the conversation that a mail link is for, on a device of its own that can access nothing else.
 * @param known the customer of this browser's device; used when the conversation is theirs
 * @returns null when there is no such conversation (any more)
 */
export async function sessionFromLink(
  context: ChatContext,
  tx: TenantTx,
  link: ConversationLink,
  known: DeviceOwner | undefined,
  device: NewDevice,
): Promise<DeviceOwner | null> {
  const conversation = await tx
    .selectFrom("conversations as c")
    .innerJoin("customers as p", (join) =>
      join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
    )
    .select("p.email")
    .where("c.id", "=", link.conversationId)
    .where("c.customer_id", "=", link.customerId)
    .where("p.erased_at", "is", null)
    .forNoKeyUpdate("p")
    .executeTakeFirst();
  if (!conversation) return null;
  const reaches = known?.onlyConversationId ?? link.conversationId;
  if (known?.customerId === link.customerId && reaches === link.conversationId) return known;
  if (!(await isStillTheirs(tx, link, conversation.email))) return null;
  return addDevice(context, tx, link.customerId, device, link.conversationId);
}

/** Whether the mail with this link went to the address that the customer has now. */
async function isStillTheirs(tx: TenantTx, link: ConversationLink, email: string | null): Promise<boolean> {
  if (email === null) return false;
  if (link.addressTag !== null) return link.addressTag === addressTag(email);
  const elsewhere = await tx
    .selectFrom("deliveries")
    .select("id")
    .where("conversation_id", "=", link.conversationId)
    .where("recipient_id", "=", link.customerId)
    .where("channel", "=", "email")
    .where(sql<boolean>`lower(address) <> ${email.toLowerCase()}`)
    .limit(1)
    .executeTakeFirst();
  return elsewhere === undefined;
}

/** Updates an anonymous customer's profile. The name of a signed identity is not changed. */
export async function updateProfile(
  context: ChatContext,
  tx: TenantTx,
  known: DeviceOwner,
  { tenantId, profile }: { tenantId: string; profile: Profile },
): Promise<DeviceOwner> {
  if (known.verified || known.onlyConversationId !== null) return known;
  if (profile?.name === undefined && profile?.email === undefined) return known;
  const { name = known.name, email } = profile;
  await endSessionsOfFormerAddress(context, tx, { tenantId, customerId: known.customerId, email });
  await tx
    .updateTable("customers")
    .set({ name, ...(email === undefined ? {} : { email }) })
    .where("id", "=", known.customerId)
    .execute();
  return { ...known, name, hasEmail: known.hasEmail || email !== undefined };
}

interface NewDevice {
  tenantId: string;
  deviceToken: string;
  userAgent: string | null;
}

/** Records when and in which time zone a device was last used. */
export async function touchDevice(
  context: ChatContext,
  tx: TenantTx,
  { deviceId }: DeviceOwner,
  profile: Profile,
): Promise<void> {
  const timeZone = profile?.timeZone;
  await tx
    .updateTable("devices")
    .set({
      last_seen_at: new Date(context.clock.now()),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    })
    .where("id", "=", deviceId)
    .execute();
}

export type Profile =
  | {
      name?: string | undefined;
      email?: string | undefined;
      locale?: string | undefined;
      timeZone?: string | undefined;
    }
  | undefined;

async function insertCustomer(
  tx: TenantTx,
  tenantId: string,
  id: string,
  customer: { name: string; email: string | null; locale: string | null; externalId: string | null },
): Promise<void> {
  await tx
    .insertInto("customers")
    .values({
      tenant_id: tenantId,
      id,
      name: customer.name,
      email: customer.email,
      locale: customer.locale,
      external_id: customer.externalId,
      phone: null,
      banned_at: null,
      erased_at: null,
      last_seen_at: null,
    })
    .execute();
}

async function addDevice(
  context: ChatContext,
  tx: TenantTx,
  customerId: string,
  device: NewDevice,
  onlyConversationId: string | null = null,
): Promise<DeviceOwner> {
  const deviceId = context.ids.next();
  await tx
    .insertInto("devices")
    .values({
      tenant_id: device.tenantId,
      id: deviceId,
      customer_id: customerId,
      token_hash: hashSecret(device.deviceToken),
      user_agent: device.userAgent,
      conversation_id: onlyConversationId,
      revoked_at: null,
    })
    .execute();
  await forgetSurplus(context, tx, device.tenantId, customerId);
  return requireDevice(tx, deviceId);
}

/** Keeps only a customer's newest devices, because each use of an identity token creates one. */
async function forgetSurplus(context: ChatContext, tx: TenantTx, tenantId: string, customerId: string): Promise<void> {
  const surplus = await tx
    .deleteFrom("devices")
    .where("id", "in", (query) =>
      query
        .selectFrom("devices")
        .select("id")
        .where("customer_id", "=", customerId)
        .orderBy(sql`revoked_at is not null`)
        .orderBy("last_seen_at", "desc")
        .orderBy("id", "desc")
        .offset(DEVICES_PER_CUSTOMER),
    )
    .returning("id")
    .execute();
  for (const { id } of surplus) await writeRevocation(context, tx, { tenantId, userId: customerId, sessionId: id });
}

async function requireDevice(tx: TenantTx, deviceId: string): Promise<DeviceOwner> {
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
      "c.external_id as externalId",
      "c.banned_at as bannedAt",
      "d.conversation_id as onlyConversationId",
    ])
    .where("d.revoked_at", "is", null)
    .where("c.erased_at", "is", null);
}
