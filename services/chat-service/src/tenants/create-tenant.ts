import { randomBytes } from "node:crypto";
import { hashPassword } from "@chorus/auth/passwords";
import { type TenantTx, violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { requireUnguessable } from "../identity/password-rules.ts";
import type { ChatContext } from "../context.ts";
import { insertUser } from "../people/rows/queries.ts";
import { writeAudit } from "../audit/audit.ts";
import { presentTenant } from "./present-tenant.ts";
import { findTenant } from "./queries.ts";

export interface CreateTenantInput {
  name: string;
  slug: string;
  /** Without a password they are invited by mail. */
  owner: { name: string; email: string; password?: string | undefined };
  allowedOrigins: string[];
  requestId: string;
}

/**
 * Creates a tenant with its owner, on behalf of the operator.
 * @param invite asks for the mail to an owner without a password, in the same transaction
 * @throws AppError `already_exists` when the slug is taken, `invalid` for a password that is guessed first
 */
export async function createTenant(
  context: ChatContext,
  input: CreateTenantInput,
  invite: (tx: TenantTx, owner: { tenantId: string; userId: string }) => Promise<void>,
) {
  const tenantId = context.ids.next();
  const { password } = input.owner;
  if (password !== undefined) requireUnguessable(password, { ...input.owner, tenant: input }, "owner.password");
  const passwordHash = password === undefined ? null : await hashPassword(password);
  try {
    return await context.database.withTenant(tenantId, async (tx) => {
      await tx
        .insertInto("tenants")
        .values({
          tenant_id: tenantId,
          slug: input.slug,
          name: input.name,
          widget_key: `wk_${randomBytes(16).toString("base64url")}`,
          allowed_origins: input.allowedOrigins,
        })
        .execute();
      const owner = await insertUser(tx, {
        tenantId,
        id: context.ids.next(),
        name: input.owner.name,
        email: input.owner.email,
        role: "owner",
        passwordHash,
        skills: [],
        capacity: 5,
      });
      if (passwordHash === null) await invite(tx, { tenantId, userId: owner.id });
      await writeAudit(tx, {
        tenantId,
        actor: { type: "operator", id: null },
        action: "tenant.create",
        target: { type: "tenant", id: tenantId },
        requestId: input.requestId,
      });
      return { tenant: presentTenant(await findTenant(tx)), owner: { id: owner.id, email: owner.email } };
    });
  } catch (error) {
    if (!violates(error, "tenants_slug_key")) throw error;
    throw new AppError("already_exists", { detail: `The slug "${input.slug}" is taken.`, cause: error });
  }
}
