import type { TenantTx } from "@chorus/database/database";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { BEHIND_PROXY, startChat } from "./harness.ts";

/** More than there are connections to the database. */
const FLOOD = 30;

/** How many statements wait for a lock. */
async function waitersOf(tx: TenantTx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_get_activity(null) where wait_event_type = 'Lock'`.execute(tx);
  return rows[0]!.count;
}

test("requests that wait for one row hold back nobody else: neither those of other companies nor the desk of their own", async () => {
  await using chat = await startChat({ variables: BEHIND_PROXY });
  const tenant = await chat.tenant();
  const other = await chat.tenant();
  const visitor = await chat.customer(other);
  const open = (network: string, deviceToken?: string) =>
    chat.request("POST", "/api/v1/widget/sessions", {
      headers: { "x-forwarded-for": network },
      body: { tenantKey: tenant.widgetKey, ...(deviceToken && { deviceToken }), profile: { name: "Ada" } },
    });
  const { body: first } = await open("198.51.100.7");
  const owner = openAsOwner(chat.adminUrl);
  let flood: Promise<{ status: number }>[] = [];
  await owner.withTenant(tenant.id, async (tx) => {
    await tx.selectFrom("devices").select("id").forUpdate().execute();
    flood = Array.from({ length: FLOOD }, () => open("198.51.100.7", first.deviceToken));
    await expect.poll(() => waitersOf(tx), { timeout: 5_000 }).toBeGreaterThanOrEqual(2);
    for (let round = 0; round < 3; round += 1) {
      const answers = await Promise.all([
        chat.request("GET", "/api/v1/conversations", { token: other.owner.token }),
        chat.request("GET", "/api/v1/conversations", { token: tenant.owner.token }),
        chat.request("GET", "/api/v1/conversations", { token: visitor.token }),
        chat.request("POST", "/api/v1/teams", { token: tenant.owner.token, body: { name: `Team ${round}` } }),
        open("203.0.113.9"),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 201, 201]);
    }
  });
  await Promise.all(flood);
  await owner.close();
}, 60_000);
