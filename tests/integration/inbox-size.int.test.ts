import type { Conversation } from "@chorus/contracts/entities/conversation";
import { createCluster } from "@chorus/cluster/cluster";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { createTestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { chatCaller, createTestTenant } from "@chorus/websocket-gateway/testing/tenant";
import { expect, it } from "vitest";

const CONVERSATIONS = 20_000;
const PAGE = 50;
const PAGES = 10;

interface TableReads {
  scans: string;
  rows: string;
}

it("livechat 2.12: a page of the inbox reads a page of rows, however many there are and however far down", async () => {
  await using database = await createTestDatabase();
  const owner = openAsOwner(database.adminUrl);
  const cluster = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: testRedisUrl(),
    gateways: 0,
  });
  const call = chatCaller(cluster.urls.chat);
  const { tenantId, ...tenant } = await createTestTenant(call, []);
  await owner.statement(
    "",
    `with people as (
       insert into customers (tenant_id, id, name)
       select $1, gen_random_uuid(), 'Customer ' || n from generate_series(1, $2::int) n returning id)
     insert into conversations (tenant_id, id, customer_id, status, news_at)
     select $1, id, id, 'open', date_trunc('milliseconds', now()) - floor(random() * 1e6) * interval '1 millisecond' from people`,
    [tenantId, CONVERSATIONS],
  );
  await owner.statement("", "analyze", []);
  await owner.statement("", "select pg_stat_reset()", []);

  const seen = new Set<string>();
  let cursor = "";
  const read = (query: string) =>
    call<{ items: Conversation[]; nextCursor: string }>(
      "GET",
      `/api/v1/conversations?limit=${PAGE}${query}`,
      undefined,
      tenant.person("owner").token,
    );
  for (let page = 0; page < PAGES; page += 1) {
    const { items, nextCursor } = await read(`&status=open${cursor}`);
    expect(items).toHaveLength(PAGE);
    for (const { id } of items) seen.add(id);
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  expect(seen.size).toBe(PAGE * PAGES);
  expect((await read("")).items).toHaveLength(PAGE);

  // Postgres counts what a connection has read when it ends, which is a moment after we have let go of it.
  await cluster[Symbol.asyncDispose]();
  const reads = await until(async () => {
    const [row] = await owner.statement<TableReads & Record<string, string>>(
      "",
      "select seq_scan as scans, seq_tup_read + idx_tup_fetch as rows from pg_stat_user_tables where relname = 'conversations'",
      [],
    );
    return Number(row?.rows) > PAGE * PAGES ? row : null;
  });
  await owner.close();
  expect(Number(reads.scans)).toBe(0);
  // One row more than the page says whether there is a next one; a bit for what the service does besides.
  expect(Number(reads.rows)).toBeGreaterThan(PAGE * PAGES);
  expect(Number(reads.rows)).toBeLessThan((PAGES + 1) * (PAGE + 1) * 1.5);
});
