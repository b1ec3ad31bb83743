import { randomBytes } from "node:crypto";
import { hashPassword } from "@chorus/auth/passwords";
import { type TenantTx, violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { requireUnguessable } from "../identity/password-rules.ts";
import type { ChatContext } from "../context.ts";
import { insertUser, type UserRow } from "../people/rows/queries.ts";
import { writeAudit } from "@chorus/database/write-audit";
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
  const { slug, name, allowedOrigins } = input;
  const { password, ...known } = input.owner;
  if (password !== undefined) requireUnguessable(password, { ...known, tenant: input }, "owner.password");
  const passwordHash = password === undefined ? null : await hashPassword(password, { tenantId, personId: tenantId });
  const owner = { ...known, id: context.ids.next(), passwordHash };
  return whenSlugIsFree(slug, () =>
    context.database.withTenant(tenantId, async (tx) => {
      await insertTenant(tx, { tenantId, slug, name, allowedOrigins, owner });
      if (passwordHash === null) await invite(tx, { tenantId, userId: owner.id });
      await writeAudit(tx, {
        tenantId,
        actor: { type: "operator", id: null },
        action: "tenant.create",
        target: { type: "tenant", id: tenantId },
        requestId: input.requestId,
      });
      return { tenant: presentTenant(await findTenant(tx)), owner: { id: owner.id, email: owner.email } };
    }),
  );
}

export interface NewTenant {
  tenantId: string;
  slug: string;
  name: string;
  allowedOrigins: string[];
  owner: { id: string; name: string; email: string; passwordHash: string | null };
}

/** The rows of a tenant with its owner, in the caller's transaction, within `whenSlugIsFree`. */
export async function insertTenant(tx: TenantTx, tenant: NewTenant): Promise<UserRow> {
  const { tenantId, slug, name, allowedOrigins, owner } = tenant;
  await tx
    .insertInto("tenants")
    .values({
      ...{ tenant_id: tenantId, slug, name, allowed_origins: allowedOrigins },
      widget_key: `wk_${randomBytes(16).toString("base64url")}`,
    })
    .execute();
  return insertUser(tx, { ...owner, tenantId, role: "owner", skills: [], capacity: 5 });
}

/** @throws AppError `already_exists` when `work` finds the slug taken */
export async function whenSlugIsFree<Result>(slug: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!violates(error, "tenants_slug_key")) throw error;
    throw slugIsTaken(slug, error);
  }
}

export function slugIsTaken(slug: string, cause?: unknown): AppError {
  return new AppError("already_exists", { detail: `The slug "${slug}" is taken.`, cause });
}
