import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { databaseUrlFor } from "@chorus/database/rights";
import { openTestDatabase } from "@chorus/testing/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyAudit, type AuditChain } from "../src/audit/verify-audit.ts";

const WHOLE = "01990000-0000-7000-8000-0000000000aa";
const BROKEN = "01990000-0000-7000-8000-0000000000bb";
const CUT = "01990000-0000-7000-8000-0000000000cc";
/** More than a page. */
const ENTRIES = 5_003;

const { owner, database, ...clone } = await openTestDatabase("chat-service");
afterAll(() => clone[Symbol.asyncDispose]());
beforeAll(async () => {
  for (const [tenantId, slug] of [
    [WHOLE, "whole"],
    [BROKEN, "broken"],
    [CUT, "cut"],
  ])
    await owner.statement("", "insert into tenants (tenant_id, slug, name, widget_key) values ($1, $2, $2, $2)", [
      tenantId,
      slug,
    ]);
  await append(WHOLE, 2);
  await append(BROKEN, ENTRIES);
  await append(CUT, 3);
});

/** As writeAudit does, many at once. */
const append = (tenantId: string, count: number) =>
  owner.statement(
    "",
    `insert into audit_log (tenant_id, actor_type, action, target_type, detail, number, previous_hash, hash)
     select $1::uuid, 'system', 'team.create', 'team', jsonb_build_object('name', n), 0, '', ''
     from generate_series(1, $2::int) n`,
    [tenantId, count],
  );
const change = (statement: string) => owner.statement("", statement, []);
const hashAnew = (tenantId: string, number: number) =>
  change(`
    update audit_log set hash = sha256(previous_hash || convert_to(jsonb_build_array(tenant_id, number, extract(epoch from at),
      actor_type, actor_id, action, target_type, target_id, detail, request_id)::text, 'UTF8'))
    where tenant_id = '${tenantId}' and number = ${number}`);

async function brokenOf(slug: string): Promise<AuditChain["broken"] | undefined> {
  const chains: AuditChain[] = [];
  for await (const chain of verifyAudit(database)) chains.push(chain);
  expect(chains[0]).toMatchObject({ slug: "whole", entries: 2, head: 2, broken: null });
  expect(chains).toHaveLength(3);
  return chains.find((chain) => chain.slug === slug)?.broken;
}
const broken = () => brokenOf("broken");

it("finds the first entry of a tenant that was changed, unlinked or taken out, beyond the first page too", async () => {
  expect(await broken()).toBeNull();
  await change(`update audit_log set detail = '{"name": "another"}' where tenant_id = '${BROKEN}' and number = 5001`);
  expect(await broken()).toEqual({ number: 5_001, reason: "changed" });
  // Whoever also computes the entry's hash anew breaks the next one.
  await hashAnew(BROKEN, 5_001);
  expect(await broken()).toEqual({ number: 5_002, reason: "unlinked" });
  await change(`delete from audit_log where tenant_id = '${BROKEN}' and number = 4000`);
  expect(await broken()).toEqual({ number: 4_001, reason: "missing" });
});

it("understands entries of before, and tells two apart whose values put one after the other read alike", async () => {
  const write = (values: string) => change(`update audit_log set ${values} where tenant_id = '${CUT}' and number = 2`);
  await write("actor_type = 'user|team', action = 'team.create', target_type = 'team'");
  await hashAnew(CUT, 2);
  await change(`update audit_log set previous_hash = (
    select hash from audit_log where tenant_id = '${CUT}' and number = 2) where tenant_id = '${CUT}' and number = 3`);
  await hashAnew(CUT, 3);
  const head = (set: string) => change(`update audit_heads set ${set} where tenant_id = '${CUT}'`);
  await head(`hash = (select hash from audit_log where tenant_id = '${CUT}' and number = 3)`);
  expect(await brokenOf("cut")).toBeNull();
  await write("actor_type = 'user', action = 'team|team.create'");
  expect(await brokenOf("cut")).toEqual({ number: 2, reason: "changed" });
  await write("actor_type = 'user|team', action = 'team.create'");
  expect(await brokenOf("cut")).toBeNull();
  // As it was written before.
  await change(`
    update audit_log set hash = sha256(previous_hash || convert_to(concat_ws('|', tenant_id, number, extract(epoch from at),
      actor_type, actor_id, action, target_type, target_id, detail, request_id), 'UTF8'))
    where tenant_id = '${CUT}' and number = 3`);
  await head(`hash = (select hash from audit_log where tenant_id = '${CUT}' and number = 3)`);
  expect(await brokenOf("cut")).toBeNull();
});

it("finds that the last entries were cut off, written anew with their hashes, or added past the trigger", async () => {
  const setHead = (number: number) => change(`update audit_heads set number = ${number} where tenant_id = '${CUT}'`);
  expect(await brokenOf("cut")).toBeNull();
  await setHead(2);
  expect(await brokenOf("cut")).toEqual({ number: 3, reason: "unlinked" });
  await setHead(3);
  await change(`update audit_log set action = 'team.delete' where tenant_id = '${CUT}' and number = 3`);
  await hashAnew(CUT, 3);
  expect(await brokenOf("cut")).toEqual({ number: 3, reason: "changed" });
  await change(`delete from audit_log where tenant_id = '${CUT}' and number > 1`);
  expect(await brokenOf("cut")).toEqual({ number: 2, reason: "cut" });
  await change(`delete from audit_log where tenant_id = '${CUT}'`);
  expect(await brokenOf("cut")).toEqual({ number: 1, reason: "cut" });
  // What is added after that does not make the log whole again.
  await append(CUT, 1);
  expect(await brokenOf("cut")).toEqual({ number: 4, reason: "missing" });
});

it("the command names it, and fails", async () => {
  const command = fileURLToPath(new URL("../src/verify-audit-command.ts", import.meta.url));
  const run = promisify(execFile)(process.execPath, [command], {
    env: { DATABASE_URL: databaseUrlFor("chat-service", clone.url) },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout:
      "whole: 2 entries are whole (last: 2)\nbroken: entry 4001 is broken: an entry before it is missing\n" +
      "cut: entry 4 is broken: an entry before it is missing\n",
  });
});
