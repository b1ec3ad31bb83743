import { randomUUID } from "node:crypto";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendEvents, appendEventsWithin, type EventItem } from "../src/append-events.ts";
import { openDatabase, type Database, type TenantTx } from "../src/database.ts";

let testDatabase: TestDatabase;
let database: Database;
let tenantId: string;
let customerId: string;
let agentId: string;
let conversationId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({
    url: testDatabase.url,
    poolSize: 8,
    applicationName: "test",
    onError: (error) => expect.unreachable(error.message),
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

beforeEach(async () => {
  [tenantId, agentId] = [randomUUID(), randomUUID()];
  await database.withTenant(tenantId, async (tx) => {
    await tx
      .insertInto("tenants")
      .values({ tenant_id: tenantId, slug: tenantId, name: "Acme", widget_key: tenantId })
      .execute();
    await tx
      .insertInto("users")
      .values({
        tenant_id: tenantId,
        id: agentId,
        name: "Ana",
        email: "ana@acme.test",
        role: "agent",
        avatar: null,
        password_hash: null,
        disabled_at: null,
      })
      .execute();
  });
  ({ customerId, conversationId } = await newConversation());
});

async function newConversation(status: "open" | "closed" = "open") {
  const made = { customerId: randomUUID(), conversationId: randomUUID() };
  await database.withTenant(tenantId, async (tx) => {
    await tx
      .insertInto("customers")
      .values({
        tenant_id: tenantId,
        id: made.customerId,
        name: "Cara",
        external_id: null,
        email: null,
        phone: null,
        locale: null,
        banned_at: null,
        erased_at: null,
        last_seen_at: null,
      })
      .execute();
    await tx
      .insertInto("conversations")
      .values({
        tenant_id: tenantId,
        id: made.conversationId,
        customer_id: made.customerId,
        status,
        subject: null,
        assignee_id: null,
        team_id: null,
        last_message: null,
        waiting_since: null,
        closed_at: null,
      })
      .execute();
  });
  return made;
}

function message(change: Partial<EventItem> = {}): EventItem {
  return {
    conversationId,
    id: randomUUID(),
    kind: "message.created",
    isPublic: true,
    actorType: "customer",
    actorId: customerId,
    clientMessageId: randomUUID(),
    data: { body: "hello", replyToSeq: null, replyToPublicSeq: null },
    ...change,
  };
}
const byAgent = (change: Partial<EventItem> = {}) => message({ actorType: "agent", actorId: agentId, ...change });
const note = () => byAgent({ kind: "note.created", isPublic: false });
const append = (...items: EventItem[]) => appendEvents(database, tenantId, items);
const outcomes = (rows: { outcome: string }[]) => rows.map((row) => row.outcome);

async function log() {
  return database.readTenant(tenantId, (tx) =>
    tx.selectFrom("events").selectAll().where("conversation_id", "=", conversationId).orderBy("seq").execute(),
  );
}

describe("append_events", () => {
  test("numbers all events gapless, and the public ones gapless too", async () => {
    await append(message(), note(), byAgent());
    await append(note(), message());
    const rows = await log();
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(rows.map((row) => row.public_seq)).toEqual([1, null, 2, null, 3]);
    expect(rows.map((row) => row.actor_name)).toEqual(["Cara", "Ana", "Ana", "Ana", "Cara"]);
  });

  test("the same message again, later or in the same batch, is the first one", async () => {
    const first = message();
    const [stored, twin] = await append(first, { ...first, id: randomUUID() });
    const [again] = await append({ ...first, id: randomUUID() });
    expect(outcomes([stored!, twin!, again!])).toEqual(["appended", "duplicate", "duplicate"]);
    for (const repeat of [twin!, again!]) {
      expect(repeat).toMatchObject({
        event_id: stored!.event_id,
        seq: 1,
        public_seq: 1,
        created_at: stored!.created_at,
      });
    }
    expect(await log()).toHaveLength(1);
  });

  test("the preview of a longer text ends between two characters; of the release before, which sends none, after 200", async () => {
    const body = `${"x".repeat(199)}🇩🇪 tail`;
    const preview = async () =>
      database.readTenant(tenantId, async (tx) => {
        const row = await tx
          .selectFrom("conversations")
          .select("last_message")
          .where("id", "=", conversationId)
          .executeTakeFirstOrThrow();
        return row.last_message?.body;
      });
    const item = message({ data: { body } });
    await append(item);
    expect(await preview()).toBe("x".repeat(199));
    const before = [{ ...item, id: randomUUID(), clientMessageId: randomUUID(), isPublic: true }];
    await database.statement("", "select append_events($1, $2)", [tenantId, JSON.stringify(before)]);
    expect(await preview()).toBe(`${"x".repeat(199)}🇩`);
  });

  test("the same id of another author is another message", async () => {
    const clientMessageId = randomUUID();
    expect(outcomes(await append(message({ clientMessageId }), byAgent({ clientMessageId })))).toEqual([
      "appended",
      "appended",
    ]);
  });

  test("two calls with the same message at the same moment store it once", async () => {
    const items = Array.from({ length: 12 }, () => message());
    const calls = await Promise.all(
      Array.from({ length: 6 }, () => append(...items.map((item) => ({ ...item, id: randomUUID() })))),
    );
    expect(calls.flat().filter((row) => row.outcome === "appended")).toHaveLength(items.length);
    expect(await log()).toHaveLength(items.length);
  });

  test("a customer cannot write into another's conversation, and it looks as if it were not there", async () => {
    const [stranger] = await append(message({ actorId: randomUUID() }));
    const [nowhere] = await append(message({ conversationId: randomUUID() }));
    expect(stranger!.outcome).toBe("not_found");
    expect(nowhere!.outcome).toBe("not_found");
  });

  test("another tenant's conversation is not there", async () => {
    const [row] = await appendEvents(database, randomUUID(), [message()]);
    expect(row!.outcome).toBe("not_found");
    expect(await log()).toHaveLength(0);
  });

  test("nobody speaks into a closed conversation, but notes are welcome", async () => {
    ({ customerId, conversationId } = await newConversation("closed"));
    expect(outcomes(await append(message(), byAgent(), note()))).toEqual(["closed", "closed", "appended"]);
  });

  test.each(["banned_at", "erased_at"] as const)(
    "a customer with %s writes nothing, neither messages nor other events, nor what they wrote before again",
    async (column) => {
      const before = message();
      await append(before);
      await database.withTenant(tenantId, (tx) =>
        tx
          .updateTable("customers")
          .set({ [column]: new Date() })
          .where("id", "=", customerId)
          .execute(),
      );
      const rated = message({ kind: "conversation.rated", data: { score: 5 } });
      expect(outcomes(await append(message(), rated, before, byAgent()))).toEqual([
        ...["forbidden", "forbidden", "forbidden"],
        "appended",
      ]);
      expect((await log()).map((event) => event.seq)).toEqual([1, 2]);
    },
  );

  test("somebody who is disabled writes nothing", async () => {
    await database.withTenant(tenantId, (tx) =>
      tx.updateTable("users").set({ disabled_at: new Date() }).where("id", "=", agentId).execute(),
    );
    expect(outcomes(await append(byAgent(), note(), message()))).toEqual(["forbidden", "forbidden", "appended"]);
  });

  test("a customer's message is not stored in a snoozed conversation; the desk's is", async () => {
    await database.withTenant(tenantId, (tx) =>
      tx.updateTable("conversations").set({ status: "snoozed" }).where("id", "=", conversationId).execute(),
    );
    expect(outcomes(await append(message(), byAgent(), note()))).toEqual(["snoozed", "appended", "appended"]);
  });

  test("expectedSeq refuses only after a newer message of somebody else", async () => {
    await append(message(), byAgent(), note());
    expect(outcomes(await append(byAgent({ expectedSeq: 1 })))).toEqual(["appended"]);
    expect(outcomes(await append(message({ expectedSeq: 1 })))).toEqual(["conflict"]);
    expect(outcomes(await append(message({ expectedSeq: 4 }), byAgent({ expectedSeq: 4 })))).toEqual([
      "appended",
      "conflict",
    ]);
  });

  test("a customer-visible message cannot reply to a note, nor to nothing", async () => {
    await append(message(), note());
    const reply = (replyToSeq: number) => ({ data: { body: "re", replyToSeq, replyToPublicSeq: null } });
    expect(outcomes(await append(byAgent(reply(2)), byAgent(reply(99)), byAgent(reply(1))))).toEqual([
      "invalid_reply",
      "invalid_reply",
      "appended",
    ]);
    expect(outcomes(await append({ ...note(), ...reply(2) }))).toEqual(["appended"]);
  });

  test("a refused item burns no number and hurts no other", async () => {
    const rows = await append(
      message(),
      message({ conversationId: randomUUID() }),
      byAgent({ expectedSeq: 0 }),
      byAgent(),
    );
    expect(outcomes(rows)).toEqual(["appended", "not_found", "conflict", "appended"]);
    expect((await log()).map((row) => row.seq)).toEqual([1, 2]);
  });

  test("the conversation's row shows the last message and since when the customer waits", async () => {
    const read = () =>
      database.readTenant(tenantId, (tx) =>
        tx.selectFrom("conversations").selectAll().where("id", "=", conversationId).executeTakeFirstOrThrow(),
      );
    await append(message());
    const waiting = await read();
    expect(waiting).toMatchObject({
      last_seq: 1,
      last_public_seq: 1,
      last_message: { seq: 1, kind: "text", body: "hello" },
    });
    expect(waiting.waiting_since).not.toBeNull();
    await append(message());
    expect((await read()).waiting_since).toEqual(waiting.waiting_since);
    await append(note());
    expect((await read()).waiting_since).toEqual(waiting.waiting_since);
    await append(byAgent());
    expect((await read()).waiting_since).toBeNull();
  });

  test("every event has its outbox row in the same commit", async () => {
    await append(message(), note());
    const rows = await database.readTenant(tenantId, (tx) =>
      tx.selectFrom("outbox").select(["seq", "topic"]).orderBy("id").execute(),
    );
    expect(rows).toEqual([
      { seq: 1, topic: "conversation.event" },
      { seq: 2, topic: "conversation.event" },
    ]);
  });

  test("reads no more rows in a conversation of 2,000 events among 2,000 conversations than in the first one", async () => {
    await database.withTenant(tenantId, async (tx) => {
      await sql`insert into customers (tenant_id, id, name) select ${tenantId}, gen_random_uuid(), 'Cara' from generate_series(1, 2000)`.execute(
        tx,
      );
      await sql`
        insert into conversations (tenant_id, id, customer_id, status)
        select ${tenantId}, gen_random_uuid(), id, 'closed' from customers where id <> ${customerId}`.execute(tx);
    });
    for (let count = 0; count < 40; count += 1) await append(...Array.from({ length: 50 }, () => message()));
    // As autovacuum does within a minute; it also makes the connections plan anew.
    const owner = openAsOwner(testDatabase.adminUrl);
    await owner.statement("", "analyze", []);
    await owner.close();
    const rowsRead = async (tx: TenantTx) => {
      const { rows } = await sql<{ name: string; read: number }>`
        select relname as name, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer as read
        from pg_stat_xact_user_tables where relname in ('events', 'conversations', 'customers', 'users')`.execute(tx);
      return new Map(rows.map((row) => [row.name, row.read]));
    };
    const read = await database.withTenant(tenantId, async (tx) => {
      // The counters still hold what this connection did before.
      const before = await rowsRead(tx);
      await appendEventsWithin(tx, tenantId, [message(), byAgent(), note()]);
      const after = await rowsRead(tx);
      return Object.fromEntries([...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)]));
    });
    // Rows looked at: none of the log, the one conversation a few times, its customer, the agent twice.
    expect(read["events"]).toBeLessThanOrEqual(3);
    expect(read["conversations"]).toBeLessThanOrEqual(12);
    expect(read["customers"]).toBeLessThanOrEqual(6);
    expect(read["users"]).toBeLessThanOrEqual(6);
  });

  test("parallel batches over several conversations, in any order, with repeats: no deadlock, no gap, nothing twice", async () => {
    const others = [{ customerId, conversationId }, await newConversation(), await newConversation()];
    const draw = fc.record({ conversation: fc.nat(2), author: fc.nat(1), message: fc.nat(20), isNote: fc.boolean() });
    const ids = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(draw, { minLength: 1, maxLength: 10 }), { minLength: 2, maxLength: 8 }),
        async (batches) => {
          const items = batches.map((batch) =>
            batch.map((draft) => {
              const { customerId: actorId, conversationId: id } = others[draft.conversation]!;
              const key = JSON.stringify(draft);
              ids.set(key, ids.get(key) ?? randomUUID());
              const author =
                draft.author === 0 && !draft.isNote
                  ? { actorType: "customer" as const, actorId }
                  : { actorType: "agent" as const, actorId: agentId };
              const kind = draft.isNote ? { kind: "note.created" as const, isPublic: false } : {};
              return message({ conversationId: id, clientMessageId: ids.get(key)!, ...author, ...kind });
            }),
          );
          await Promise.all(items.map((batch) => append(...batch)));
        },
      ),
      { numRuns: 25 },
    );
    for (const other of others) {
      conversationId = other.conversationId;
      const rows = await log();
      expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
      const visible = rows.flatMap((row) => (row.public_seq === null ? [] : [row.public_seq]));
      expect(visible).toEqual(visible.map((_, index) => index + 1));
      const authored = rows.map((row) => `${row.actor_id} ${row.client_message_id}`);
      expect(new Set(authored).size).toBe(authored.length);
    }
  });
});
