import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import type { TenantTx } from "@chorus/database/database";
import { type ClaimedRow, toClaimedTask, withCheckedPayload } from "@chorus/tasks/claimed-task";
import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NotificationContext } from "../src/context.ts";
import { decideTask } from "../src/tasks/decide-task.ts";
import { resolveSubject } from "../src/tasks/resolve.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

const TASK = "notification.decide";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(14);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});

/** Takes up what a tenant has in a minute, before its worker does; `whileAsked` happens before presence answers. */
async function decideIn(tenantId: string, whileAsked: () => Promise<void>): Promise<void> {
  const clock = { now: () => Date.now() + MINUTE_MS };
  const presence: NotificationContext["presence"] = {
    async call() {
      await whileAsked();
      throw new Error("presence is away");
    },
    close() {
      // Nothing is open.
    },
  };
  const { context } = all.worker;
  const rows = await context.database.statement<ClaimedRow>(
    "",
    "select * from tasks_claim_of($1, $2, $3, $4, $5, $6)",
    [...[tenantId, TASK, new Date(clock.now()), MINUTE_MS, 10, 10]],
  );
  const unread = rows.find(({ payload }) => payload["kind"] === "message.unread");
  if (!unread) throw new Error("nothing is due");
  await decideTask({ ...context, clock, presence }, withCheckedPayload(toClaimedTask(TASK, tenantId, unread)));
}

/** Counts the rows that are read. */
function counting(tx: TenantTx): { tx: TenantTx; rows: () => number } {
  let rows = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult({ result }) {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  return { tx: tx.withPlugin(counter) as TenantTx, rows: () => rows };
}

test("a task reads from its own message on, however many lie unread before", async () => {
  const { tenant, conversationId, send } = await all.talk();
  const about = `tenant_id = '${tenant.id}' and id = '${conversationId}'`;
  await all.chat.asOwner(
    `insert into events (tenant_id, conversation_id, seq, public_seq, id, kind, actor_type, actor_name, data, created_at)
     select tenant_id, id, last_seq + n, last_public_seq + n, gen_random_uuid(), 'message.created', 'agent', 'Olivia',
       '{"body": "Hello?"}', now()
     from conversations, generate_series(1, 2000) n where ${about}`,
  );
  await all.chat.asOwner(
    `update conversations set last_seq = last_seq + 2000, last_public_seq = last_public_seq + 2000 where ${about}`,
  );
  const { seq } = (await send("Is anybody there?")).body;
  const task = {
    ...{ tenant_id: tenant.id, id: randomUUID(), kind: "message.unread", conversation_id: conversationId },
    ...{ subject_id: null, first_seq: seq, created_at: new Date() },
  };
  await all.worker.context.database.readTenant(tenant.id, async (tx) => {
    const counted = counting(tx);
    expect(await resolveSubject(counted.tx, task)).toMatchObject({ fromSeq: seq, toSeq: seq });
    expect(counted.rows()).toBeLessThan(20);
  });
});

async function told(tenantId: string) {
  return all.worker.context.database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("deliveries")
      .select(["from_seq", "to_seq", "channel"])
      .where("kind", "=", "message.unread")
      .execute(),
  );
}

test("what is said and dispatched while presence is asked is told together with what was said before", async () => {
  const { tenant, conversationId, send } = await all.talk();
  await send("The tent has arrived");
  await all.dispatched(tenant.id, conversationId);
  await decideIn(tenant.id, async () => {
    await send("And the pegs, too");
    // As chat-service's dispatch does it.
    const payload = { kind: "message.unread", conversationId, subjectId: null };
    const dedupKey = `message.unread.${conversationId}`;
    await all.worker.context.database.withTenant(tenant.id, async (tx) => {
      expect((await all.worker.context.tasks.enqueue(tx, TASK, payload, { dedupKey })).isNew).toBe(false);
    });
  });
  const [delivery, ...more] = await told(tenant.id);
  expect(delivery).toMatchObject({ channel: "email" });
  expect((delivery?.to_seq ?? 0) - (delivery?.from_seq ?? 0)).toBe(1);
  expect(more).toEqual([]);
});
