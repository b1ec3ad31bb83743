import type { CustomerIdentity } from "@chorus/auth/identity-token";
import type { TenantTx } from "@chorus/database/database";
import type { ChatContext } from "../context.ts";
import { leaveFormerAddress } from "../identity/former-address.ts";
import { addDevice, type NewDevice } from "./add-device.ts";
import { requireDevice, type DeviceOwner } from "./device-owners.ts";

/** Creates a device with a new anonymous customer. */
export async function createVisitor(
  context: ChatContext,
  tx: TenantTx,
  input: NewDevice & { profile: Profile },
): Promise<DeviceOwner> {
  const customerId = context.ids.next();
  const { profile } = input;
  await insertCustomer(tx, input.tenantId, customerId, {
    name: profile?.name ?? madeUpName(customerId),
    email: profile?.email ?? null,
    locale: profile?.locale ?? null,
    externalId: null,
  });
  return addDevice(context, tx, customerId, input);
}

/** Of somebody who has not said any. */
function madeUpName(customerId: string): string {
  return `Visitor ${customerId.slice(-4)}`;
}

/**
 * The customer of a signed identity. An anonymous customer who uses this device becomes that customer, with their conversations;
 * two identified customers are never merged. What the identity does not say stays as it is, as unverified as it was.
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
    const { externalId } = identity;
    await insertCustomer(tx, device.tenantId, customerId, { name: externalId, email: null, locale: null, externalId });
  }
  const isNameless = !existing && (!isAnonymous || known.name === madeUpName(known.customerId));
  const { tenantId } = device;
  await leaveFormerAddress(context, tx, { tenantId, customerId, email: identity.email });
  await tx.updateTable("customers").set(signedFields(identity, isNameless)).where("id", "=", customerId).execute();
  if (known?.customerId === customerId && known.onlyConversationId === null) return requireDevice(tx, known.deviceId);
  return addDevice(context, tx, customerId, device);
}

/** What an identity vouches for, each marked by itself: the rest may be what somebody typed who is not this customer. */
function signedFields({ externalId, name, email }: CustomerIdentity, isNameless: boolean) {
  const shown = name ?? (isNameless ? externalId : undefined);
  return {
    external_id: externalId,
    ...(shown === undefined ? {} : { name: shown, verified: true }),
    ...(email === undefined ? {} : { email, email_verified: true }),
  };
}

/** Takes what customers say about themselves, unverified. A name and an address that were signed are not changed. */
export async function updateProfile(
  context: ChatContext,
  tx: TenantTx,
  known: DeviceOwner,
  { tenantId, profile }: { tenantId: string; profile: Profile },
): Promise<DeviceOwner> {
  if (known.onlyConversationId !== null) return known;
  const name = known.verified ? undefined : profile?.name;
  const email = known.emailVerified ? undefined : profile?.email;
  if (name === undefined && email === undefined) return known;
  await leaveFormerAddress(context, tx, { tenantId, customerId: known.customerId, email });
  await tx
    .updateTable("customers")
    .set({ ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email, email_verified: false }) })
    .where("id", "=", known.customerId)
    .execute();
  return { ...known, name: name ?? known.name, hasEmail: known.hasEmail || email !== undefined };
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
