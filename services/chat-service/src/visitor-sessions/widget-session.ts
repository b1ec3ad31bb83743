import { ACCESS_TOKEN_SECONDS, signAccessToken } from "@chorus/auth/access-token";
import type { ConversationLink } from "@chorus/auth/conversation-link";
import { verifyIdentityToken, type CustomerIdentity } from "@chorus/auth/identity-token";
import { newSecret } from "@chorus/auth/secrets";
import type { ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import type { WidgetSession } from "@chorus/contracts/routes/widget";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { findConversation, findOpenConversationOf } from "../conversations/rows/conversation-queries.ts";
import { presentCustomerConversation } from "../conversations/present/present-conversation.ts";
import { readMailedConversation } from "../identity/mail-tokens.ts";
import { identitySecretOf } from "../tenants/identity-secret.ts";
import { findTenant, findTenantByWidgetKey, requireActive, type TenantRow } from "../tenants/queries.ts";
import { presentWidgetSettings } from "../tenants/present-tenant.ts";
import { createVisitor, findOrCreateVerified, touchDevice, updateProfile, type Profile } from "./device-customers.ts";
import { findDevice, lockDevice, lockIdentity, requireNotBanned, type DeviceOwner } from "./device-owners.ts";
import { sessionFromLink } from "./session-from-link.ts";

export interface WidgetSessionInput {
  tenantKey: string;
  deviceToken: string | undefined;
  identityToken: string | undefined;
  profile: Profile;
  linkToken: string | undefined;
  proof: ProofOfWork | undefined;
  ip: string;
  userAgent: string | null;
}

/**
 * Starts or continues a customer's session. An unknown device token starts a new one: it may belong to an erased customer, who
 * could not act on an error.
 * @throws AppError `not_found` for an unknown widget key and a link that leads nowhere (any more), `tenant_suspended`, `proof_required` for one new visitor too many
 */
export async function createWidgetSession(context: ChatContext, input: WidgetSessionInput): Promise<WidgetSession> {
  const tenant = await findTenantByWidgetKey(context.database, input.tenantKey);
  if (!tenant) throw notFound();
  requireActive(tenant);
  const { tenantId } = tenant;
  const link = readLink(context, tenantId, input.linkToken);
  await requireAdmission(context, tenantId, input);
  const session = await context.database.withTenant(tenantId, async (tx) => {
    const row = await findTenant(tx);
    const identity =
      input.identityToken === undefined ? undefined : await verifiedIdentity(context, row, input.identityToken);
    if (identity) await lockIdentity(tx, tenantId, identity);
    const known = input.deviceToken ? await lockDevice(tx, input.deviceToken) : undefined;
    requireNotBanned(known);
    const device = { tenantId, deviceToken: newSecret(), userAgent: input.userAgent };
    const owner = identity
      ? await findOrCreateVerified(context, tx, identity, known, device)
      : link
        ? await sessionFromLink(context, tx, link, known, device)
        : known
          ? await updateProfile(context, tx, known, { tenantId, profile: input.profile })
          : await createVisitor(context, tx, { ...device, profile: input.profile });
    if (!owner) throw deadLink();
    requireNotBanned(owner);
    const deviceToken =
      owner.deviceId === known?.deviceId && input.deviceToken ? input.deviceToken : device.deviceToken;
    await touchDevice(context, tx, owner, input.profile);
    await tx
      .updateTable("customers")
      .set({ last_seen_at: new Date(context.clock.now()) })
      .where("id", "=", owner.customerId)
      .execute();
    const conversationId = link?.customerId === owner.customerId ? link.conversationId : owner.onlyConversationId;
    const conversation = conversationId
      ? await findConversation(tx, { role: "customer", userId: owner.customerId }, conversationId)
      : await findOpenConversationOf(tx, owner.customerId);
    return { owner, deviceToken, conversation, tenant: row };
  });
  const { customerId, name, verified, hasEmail, externalId } = session.owner;
  return {
    accessToken: await customerToken(context, tenantId, session.owner),
    expiresIn: ACCESS_TOKEN_SECONDS,
    deviceToken: session.deviceToken,
    customer: { id: customerId, name, verified, identified: externalId !== null, hasEmail },
    conversation: session.conversation ? presentCustomerConversation(session.conversation) : null,
    isLinked: session.owner.onlyConversationId !== null,
    settings: presentWidgetSettings(session.tenant),
  };
}

function readLink(context: ChatContext, tenantId: string, token: string | undefined): ConversationLink | null {
  if (token === undefined) return null;
  const link = readMailedConversation(context, token);
  if (link?.tenantId !== tenantId) throw deadLink();
  return link;
}

function deadLink(): AppError {
  return new AppError("not_found", { detail: "The link in the mail has expired, or its conversation is gone." });
}

/** Known devices and signed identities are not limited, only sessions that create a new customer. */
async function requireAdmission(context: ChatContext, tenantId: string, input: WidgetSessionInput): Promise<void> {
  const { deviceToken, identityToken, ip, proof } = input;
  if (identityToken !== undefined) return;
  const isKnown =
    deviceToken !== undefined &&
    (await context.database.readTenant(tenantId, (tx) => findDevice(tx, deviceToken))) !== undefined;
  if (isKnown) return;
  const { newVisitorsPerHour } = await context.tenantLimits.of(tenantId);
  await context.visitorAdmission.admit({ tenantId, ip, proof }, newVisitorsPerHour);
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
  requireNotBanned(owner);
  return { accessToken: await customerToken(context, tenant.tenantId, owner), expiresIn: ACCESS_TOKEN_SECONDS };
}

/** @throws AppError `invalid` when the tenant has no identity secret, `unauthenticated` for an invalid token */
async function verifiedIdentity(context: ChatContext, tenant: TenantRow, token: string): Promise<CustomerIdentity> {
  const secret = identitySecretOf(context, tenant);
  if (secret === null) {
    throw new AppError("invalid", {
      detail: "identityToken: this company has not set up signed identities",
      errors: [{ path: "identityToken", message: "signed identities are not set up" }],
    });
  }
  return verifyIdentityToken(token, { secret, widgetKey: tenant.widget_key, nowMs: context.clock.now() });
}

/** A customer's session id is the device id. */
function customerToken(context: ChatContext, tenantId: string, owner: DeviceOwner): Promise<string> {
  return signAccessToken(
    context.signingKeys.active(),
    {
      userId: owner.customerId,
      tenantId,
      role: "customer",
      sessionId: owner.deviceId,
      onlyConversationId: owner.onlyConversationId ?? undefined,
    },
    { nowMs: context.clock.now(), tokenId: context.ids.next() },
  );
}
