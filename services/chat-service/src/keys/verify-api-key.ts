import { hashSecret } from "@chorus/auth/secrets";
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

/** The principal of an API key. @throws AppError `unauthenticated` for one that is unknown or has ended, `tenant_suspended` */
export async function verifyApiKey(context: ChatContext, secret: string): Promise<Principal> {
  const { rows } = await context.database.withSystem((tx) =>
    sql<{ tenant_id: string; id: string }>`select * from find_api_key(${hashSecret(secret)})`.execute(tx),
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
