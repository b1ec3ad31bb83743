import { API_KEY_PREFIX } from "@chorus/auth/permission";
import { hashSecret, newSecret } from "@chorus/auth/secrets";
import { PERMISSIONS, type ApiKeyScope, type PermissionName } from "@chorus/contracts/permissions";
import type { ApiKey } from "@chorus/contracts/routes/api-keys";
import type { ApiKeysTable } from "@chorus/database/tables";
import { toTimestamp } from "@chorus/kernel/clock";
import { notFound } from "@chorus/kernel/app-error";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { ChatContext } from "../context.ts";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { requireFuture } from "../require-future.ts";

const Position = z.object({ id: z.uuid() });

/** The tenant's keys, newest first. */
export async function listApiKeys(
  context: ChatContext,
  principal: Principal,
  input: { limit: number; cursor: string | undefined },
): Promise<Page<ApiKey>> {
  requirePermission(principal, "keys.manage");
  const before = decodeCursor(Position, input.cursor)?.id;
  const rows = await context.database.readTenant(principal.tenantId, (tx) => {
    let query = tx
      .selectFrom("api_keys as k")
      .leftJoin("users as maker", "maker.id", "k.created_by")
      .selectAll("k")
      .select("maker.name as maker_name")
      .where("k.revoked_at", "is", null)
      .orderBy("k.id", "desc")
      .limit(input.limit + 1);
    if (before !== undefined) query = query.where("k.id", "<", before);
    return query.execute();
  });
  return pageOf(rows, input.limit, presentApiKey, ({ id }) => ({ id }));
}

/** Creates a key. The secret is returned once and stored as a hash. */
export async function createApiKey(
  context: ChatContext,
  principal: Principal,
  input: { name: string; scopes: ApiKeyScope[]; expiresAt: string | null; requestId: string },
): Promise<{ apiKey: ApiKey; secret: string }> {
  for (const permission of permissionsBehind(input.scopes)) requirePermission(principal, permission);
  requireFuture("expiresAt", input.expiresAt, context.clock.now());
  const secret = API_KEY_PREFIX + newSecret();
  const { tenantId, userId } = principal;
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const made = await tx
      .insertInto("api_keys")
      .values({
        tenant_id: tenantId,
        id: context.ids.next(),
        name: input.name,
        key_hash: hashSecret(secret),
        scopes: [...new Set(input.scopes)],
        created_by: userId,
        expires_at: input.expiresAt,
        last_used_at: null,
        revoked_at: null,
      })
      .returningAll()
      .returning(({ selectFrom }) =>
        selectFrom("users").select("name").whereRef("users.id", "=", "api_keys.created_by").as("maker_name"),
      )
      .executeTakeFirstOrThrow();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "api_key.create",
      target: { type: "api_key", id: made.id },
      detail: { scopes: made.scopes },
      requestId: input.requestId,
    });
    return made;
  });
  return { apiKey: presentApiKey(row), secret };
}

/** The permissions that the creator of a key with these scopes needs, and must keep while the key is used. */
export function permissionsBehind(scopes: readonly string[]): PermissionName[] {
  const granted = Object.entries(PERMISSIONS).filter(([, { scope }]) => scope !== null && scopes.includes(scope));
  return ["keys.manage", ...granted.map(([name]) => name as PermissionName)];
}

/** Revokes a key at once. @throws AppError `not_found` */
export async function revokeApiKey(
  context: ChatContext,
  principal: Principal,
  input: { apiKeyId: string; requestId: string },
): Promise<void> {
  requirePermission(principal, "keys.manage");
  const { tenantId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    const ended = await tx
      .updateTable("api_keys")
      .set({ revoked_at: new Date(context.clock.now()) })
      .where("id", "=", input.apiKeyId)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) throw notFound();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "api_key.revoke",
      target: { type: "api_key", id: input.apiKeyId },
      requestId: input.requestId,
    });
  });
}

function presentApiKey(row: Selectable<ApiKeysTable> & { maker_name: string | null }): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes as ApiKeyScope[],
    createdBy: row.created_by === null ? null : { id: row.created_by, name: row.maker_name ?? "" },
    createdAt: toTimestamp(row.created_at),
    expiresAt: row.expires_at && toTimestamp(row.expires_at),
    lastUsedAt: row.last_used_at && toTimestamp(row.last_used_at),
  };
}
