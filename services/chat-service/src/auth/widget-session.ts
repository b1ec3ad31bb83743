import { ACCESS_TOKEN_SECONDS, signAccessToken } from "@chorus/auth/access-token";
import { hashSecret, newSecret } from "@chorus/auth/secrets";
import type { WidgetSession } from "@chorus/contracts/routes/widget";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { findOpenConversationOf } from "../conversations/queries.ts";
import { presentCustomerConversation } from "../conversations/present-conversation.ts";
import { findTenant, findTenantByWidgetKey, requireActive } from "../tenant/queries.ts";
import { presentWidgetSettings } from "../tenant/present-tenant.ts";

export interface WidgetSessionInput {
  tenantKey: string;
  deviceToken: string | undefined;
  profile: { name?: string | undefined; email?: string | undefined; locale?: string | undefined } | undefined;
  userAgent: string | null;
}

interface DeviceOwner {
  deviceId: string;
  customerId: string;
  name: string;
  verified: boolean;
  bannedAt: Date | null;
}

/**
 * Starts or continues a customer's session. A device token that is not known (any more) starts afresh: it may have been
 * erased, and the customer could do nothing about an error.
 * @throws AppError `not_found` for an unknown widget key, `tenant_suspended`
 */
export async function createWidgetSession(context: ChatContext, input: WidgetSessionInput): Promise<WidgetSession> {
  const tenant = await findTenantByWidgetKey(context.database, input.tenantKey);
  if (!tenant) throw notFound();
  requireActive(tenant);
  const { tenantId } = tenant;
  const session = await context.database.withTenant(tenantId, async (tx) => {
    const known = input.deviceToken ? await findDevice(tx, input.deviceToken) : undefined;
    requireWelcome(known);
    const deviceToken = known && input.deviceToken ? input.deviceToken : newSecret();
    const owner = known ?? (await createCustomerWithDevice(context, tx, tenantId, deviceToken, input));
    await tx
      .updateTable("customers")
      .set({ last_seen_at: new Date(context.clock.now()) })
      .where("id", "=", owner.customerId)
      .execute();
    const conversation = await findOpenConversationOf(tx, owner.customerId);
    return { owner, deviceToken, conversation, tenant: await findTenant(tx) };
  });
  return {
    accessToken: await customerToken(context, tenantId, session.owner),
    expiresIn: ACCESS_TOKEN_SECONDS,
    deviceToken: session.deviceToken,
    customer: { id: session.owner.customerId, name: session.owner.name, verified: session.owner.verified },
    conversation: session.conversation ? presentCustomerConversation(session.conversation) : null,
    settings: presentWidgetSettings(session.tenant),
  };
}

/** @throws AppError `unauthenticated` when the device is not known, `tenant_suspended` */
export async function refreshWidgetSession(
  context: ChatContext,
  input: { tenantKey: string; deviceToken: string },
): Promise<{ accessToken: string; expiresIn: number }> {
  const tenant = await findTenantByWidgetKey(context.database, input.tenantKey);
  if (!tenant) throw notFound();
  requireActive(tenant);
  const owner = await context.database.withTenant(tenant.tenantId, (tx) => findDevice(tx, input.deviceToken));
  if (!owner) throw new AppError("unauthenticated", { detail: "This device is not known: start a new session." });
  requireWelcome(owner);
  return { accessToken: await customerToken(context, tenant.tenantId, owner), expiresIn: ACCESS_TOKEN_SECONDS };
}

/** @throws AppError `forbidden` for somebody who was banned */
function requireWelcome(owner: DeviceOwner | undefined): void {
  if (owner && owner.bannedAt !== null)
    throw new AppError("forbidden", { detail: "This chat is not available to you." });
}

async function findDevice(tx: TenantTx, deviceToken: string): Promise<DeviceOwner | undefined> {
  return tx
    .selectFrom("devices as d")
    .innerJoin("customers as c", (join) =>
      join.onRef("c.tenant_id", "=", "d.tenant_id").onRef("c.id", "=", "d.customer_id"),
    )
    .select(["d.id as deviceId", "c.id as customerId", "c.name", "c.verified", "c.banned_at as bannedAt"])
    .where("d.token_hash", "=", hashSecret(deviceToken))
    .where("d.revoked_at", "is", null)
    .where("c.erased_at", "is", null)
    .executeTakeFirst();
}

async function createCustomerWithDevice(
  context: ChatContext,
  tx: TenantTx,
  tenantId: string,
  deviceToken: string,
  input: WidgetSessionInput,
): Promise<DeviceOwner> {
  const customerId = context.ids.next();
  const name = input.profile?.name ?? `Visitor ${customerId.slice(-4)}`;
  await tx
    .insertInto("customers")
    .values({
      tenant_id: tenantId,
      id: customerId,
      name,
      email: input.profile?.email ?? null,
      locale: input.profile?.locale ?? null,
      external_id: null,
      phone: null,
      banned_at: null,
      erased_at: null,
      last_seen_at: null,
    })
    .execute();
  const deviceId = context.ids.next();
  await tx
    .insertInto("devices")
    .values({
      tenant_id: tenantId,
      id: deviceId,
      customer_id: customerId,
      token_hash: hashSecret(deviceToken),
      user_agent: input.userAgent,
      revoked_at: null,
    })
    .execute();
  return { deviceId, customerId, name, verified: false, bannedAt: null };
}

/** A customer's session is the device. */
function customerToken(context: ChatContext, tenantId: string, owner: DeviceOwner): Promise<string> {
  return signAccessToken(
    context.signingKeys.active,
    { userId: owner.customerId, tenantId, role: "customer", sessionId: owner.deviceId },
    { nowMs: context.clock.now(), tokenId: context.ids.next() },
  );
}
