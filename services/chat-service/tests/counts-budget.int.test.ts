import { openAsOwner } from "@chorus/testing/owner-connection";
import { seedMessages } from "@chorus/database/testing/seed-messages";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { startChat, type Chat, type Person } from "./harness.ts";

const CONVERSATIONS = 100_000;
const TEAMS = 12;
/** In a round. Other tests beside it may take some rounds their time, not all of them. */
const REQUESTS = 40;
const MAX_ROUNDS = 25;
const BUDGET_MS = 50;

test(`the counts of the desk take less than ${BUDGET_MS} ms for a tenant with ${CONVERSATIONS} conversations`, async () => {
  await using chat = await startChat();
  const tenant = await chat.tenant();
  const ana = await chat.person(tenant, "agent");
  const ids = { tenantId: tenant.id, agentId: ana.id };
  await seedMessages(chat.adminUrl, ids, { conversations: CONVERSATIONS, messagesEach: 1 });
  const owner = openAsOwner(chat.adminUrl);
  const teams = Array.from({ length: TEAMS }, () => randomUUID());
  await owner.statement(
    "",
    "insert into teams (tenant_id, id, name) select $1, id, id::text from unnest($2::uuid[]) id",
    [tenant.id, teams],
  );
  await owner.statement(
    "",
    "update conversations set team_id = ($2::uuid[])[1 + abs(hashtext(id::text)) % $3] where tenant_id = $1",
    [tenant.id, teams, TEAMS],
  );
  await owner.statement("", "vacuum analyze", []);
  await owner.close();

  const p95s: number[] = [];
  for (let round = 0; round < MAX_ROUNDS && Math.min(...p95s) >= BUDGET_MS; round += 1)
    p95s.push(await roundP95(chat, ana));
  expect(Math.min(...p95s)).toBeLessThan(BUDGET_MS);
}, 180_000);

async function roundP95(chat: Chat, { token }: Person): Promise<number> {
  const tookMs: number[] = [];
  for (let count = 0; count < REQUESTS; count += 1) {
    const startedMs = performance.now();
    const { body } = await chat.request("GET", "/api/v1/conversations/counts", { token });
    tookMs.push(performance.now() - startedMs);
    expect(body).toMatchObject({ mine: 1_000, queue: 1_000, open: 1_000, unread: 1_000 });
    expect(body.teams).toHaveLength(TEAMS);
  }
  const [p95 = Infinity] = tookMs.toSorted((one, other) => one - other).slice(Math.floor(REQUESTS * 0.95));
  return p95;
}
