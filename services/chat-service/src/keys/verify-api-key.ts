import type { ApiKeyHolder } from "@chorus/auth/permission";
import { reachOf, type ApiKeyScope } from "@chorus/contracts/permissions";
import type { TenantTx } from "@chorus/database/database";
import type { ApiKeysTable } from "@chorus/database/tables";
import { AppError } from "@chorus/kernel/app-error";
import { sql, type Selectable } from "kysely";
import type { ChatContext } from "../context.ts";
import { findUser } from "../people/rows/queries.ts";
import { findTenantStatus } from "../tenants/queries.ts";
import { permissionsBehind } from "./api-keys.ts";
import type { Principal } from "../identity/principal.ts";

/** `lastUsedAt` is informational, so it is not written at each request. */
const TOUCH_EVERY_MS = 60_000;

/** The principal of the API key with this hash (`hashSecret`). @throws AppError `unauthenticated` for one that is unknown or has ended, `tenant_suspended` */
export async function verifyApiKey(
  context: ChatContext,
  keyHash: Buffer,
): Promise<Principal & { apiKey: ApiKeyHolder }> {
  const { rows } = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string; id: string }>`select * from find_api_key(${keyHash})`.execute(tx),
  );
  const [found] = rows;
  if (!found) throw unknownKey();
  const now = context.clock.now();
  return context.database.withTenant(found.tenant_id, async (tx) => {
    const row = await tx.selectFrom("api_keys").selectAll().where("id", "=", found.id).executeTakeFirst();
    if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at.getTime() <= now))
      throw unknownKey();
    if (!(await makerStillMay(tx, row))) throw unknownKey();
    if ((await findTenantStatus(tx)) !== "active") throw new AppError("tenant_suspended");
    if (now - (row.last_used_at?.getTime() ?? 0) > TOUCH_EVERY_MS) {
      await tx
        .updateTable("api_keys")
        .set({ last_used_at: new Date(now) })
        .where("id", "=", row.id)
        .execute();
    }
    return {
      tenantId: found.tenant_id,
      userId: row.id,
      // It reads as the desk does; its scopes decide what it may do.
      role: "agent",
      sessionId: row.id,
      apiKey: { name: row.name, scopes: row.scopes as ApiKeyScope[] },
    };
  });
}

/** The same for another service: what is no principal is an answer there, and no refusal of the service itself. */
export async function describeApiKey(context: ChatContext, keyHash: Buffer) {
  try {
    const { apiKey, onlyConversationId: _, ...principal } = await verifyApiKey(context, keyHash);
    return {
      principal: { ...principal, apiKey: { name: apiKey.name, scopes: [...apiKey.scopes] } },
      isSuspended: false,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "tenant_suspended") return { principal: null, isSuspended: true };
    if (error.code === "unauthenticated") return { principal: null, isSuspended: false };
    throw error;
  }
}

/** A key works while its creator may still create it; a key without a known creator always does. */
async function makerStillMay(tx: TenantTx, key: Selectable<ApiKeysTable>): Promise<boolean> {
  if (key.created_by === null) return true;
  const maker = await findUser(tx, key.created_by);
  if (!maker || maker.disabled_at !== null) return false;
  return permissionsBehind(key.scopes).every((permission) => reachOf(maker.role, permission) !== null);
}

function unknownKey(): AppError {
  return new AppError("unauthenticated", { detail: "This API key is not known, or it has ended." });
}
