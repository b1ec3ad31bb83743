import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { findConversation } from "@chorus/chat-service/conversations/rows/conversation-queries";
import { conversationWaiting } from "@chorus/notification-worker/tasks/conversation-waiting";
import { until } from "@chorus/testing/until";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startChat,
  type Chat,
  type Tenant,
  type Customer,
  type Person,
} from "../../services/chat-service/tests/harness.ts";

/**
 * A conversation in which a customer is owed an answer is never invisible: whatever happens to it, it is in the queue or with
 * somebody who can answer, and somebody who can answer is told.
 */

const RUNS = Number(process.env["CHORUS_HISTORIES"] ?? 12);
/** Somebody who never opens the conversation. */
const NEVER_READ = randomUUID();
const HOUR_MS = 3_600_000;

let chat: Chat;
let tenant: Tenant;
let agents: Person[];
let teamId: string;
let clockMs = Date.now();

beforeAll(async () => {
  // Each history is a new visitor.
  const variables = { NOTIFICATION_GRACE_SECONDS: "0", CHAT_NEW_VISITORS_PER_HOUR: String(1_000 + RUNS) };
  chat = await startChat({ clock: { now: () => clockMs }, variables });
  tenant = await chat.tenant();
  agents = [await chat.person(tenant, "agent", "Ana"), await chat.person(tenant, "agent", "Ben")];
  const team = await asOwner("POST", "/api/v1/teams", { name: "Returns" });
  teamId = team.body.id;
});
afterAll(() => chat[Symbol.asyncDispose]());

async function asOwner(method: string, path: string, body?: object) {
  const answer = await chat.request(method, path, { token: tenant.owner.token, body });
  expect(answer.status, "signed in").not.toBe(401);
  return answer;
}

/** Everybody signs in again: no access token lasts an hour. */
async function signInAgain(customer: Customer): Promise<void> {
  tenant.owner.token = await chat.login(tenant.slug, tenant.owner.email);
  const { deviceToken } = customer;
  const { body } = await chat.request("POST", "/api/v1/widget/sessions", {
    body: { tenantKey: tenant.widgetKey, deviceToken },
  });
  if (body.customer?.id === customer.id) customer.token = body.accessToken;
}

const who = fc.nat({ max: 1 });
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("customer writes" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("answer" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("take the answer back" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("customer deletes" as const), which: fc.nat({ max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("desk deletes" as const), which: fc.nat({ max: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("assign" as const), who }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("transfer to team" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("unassign" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("snooze" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("an hour passes" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("wake" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("disable" as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("demote" as const), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const), who }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("at once" as const),
        who,
        both: fc.tuple(
          fc.constantFrom("disable", "demote"),
          fc.constantFrom("assign", "customer writes", "wake", "reopen", "transfer to team"),
        ),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("close" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const) }) },
  ),
  { minLength: 3, maxLength: 14 },
);
type Step = { do: string; who?: number; which?: number; both?: readonly string[] };

interface Said {
  id: string;
  at: string;
  byCustomer: boolean;
}

/** What is true whatever the service thinks of it. */
interface Truth {
  /** What the customer waits since, if they are owed an answer. It stays in the queue when its words are gone. */
  owed: Said | null;
  isErased: boolean;
  snoozedUntilMs: number | null;
  notified: Set<string>;
  /** What was said and still stands. */
  said: Said[];
}

/** What the customer said first behind the last answer. */
const unanswered = (said: readonly Said[]) => said[said.findLastIndex((one) => !one.byCustomer) + 1] ?? null;

/** Takes a message out of what was said; without an answer a conversation that is away comes back. */
function takeOut(truth: Truth, gone: Said, status: string): void {
  const before = unanswered(truth.said);
  truth.said = truth.said.filter((one) => one !== gone);
  const now = unanswered(truth.said);
  if (truth.isErased || (now === before && truth.owed !== gone)) return;
  if (status === "closed" && gone.byCustomer) return;
  if (status === "queued" && truth.owed !== null) return;
  const comesBack = (status === "closed" || status === "snoozed") && !gone.byCustomer;
  if (comesBack && now === null) return;
  if (truth.owed === null) truth.notified.clear();
  truth.owed = now;
  if (comesBack) truth.snoozedUntilMs = null;
}

async function take(step: Step, conversationId: string, customer: Customer, truth: Truth): Promise<void> {
  const path = `/api/v1/conversations/${conversationId}`;
  const agent = agents[step.who ?? 0] as Person;
  const person = (body: object) => asOwner("PATCH", `/api/v1/users/${agent.id}`, body);
  const remove = async (token: string, message: Said) => {
    const { status } = await rowOf(conversationId);
    const deleted = await chat.request("DELETE", `${path}/messages/${message.id}`, { token });
    expect(deleted.status).toBe(200);
    takeOut(truth, message, status);
  };
  switch (step.do) {
    case "customer writes": {
      const { status, body } = await chat.send(customer.token, conversationId, "Are you there?");
      if (status !== 201) return;
      const said = { id: body.id, at: body.createdAt, byCustomer: true };
      truth.said.push(said);
      if (!truth.owed) truth.notified.clear();
      truth.owed ??= said;
      truth.snoozedUntilMs = null;
      return;
    }
    case "answer": {
      const answer = await chat.send(tenant.owner.token, conversationId, "Yes.");
      if (answer.status !== 201) return;
      truth.said.push({ id: answer.body.id, at: answer.body.createdAt, byCustomer: false });
      truth.owed = null;
      return;
    }
    case "take the answer back": {
      const answer = truth.said.findLast((one) => !one.byCustomer);
      if (answer) await remove(tenant.owner.token, answer);
      return;
    }
    case "customer deletes":
    case "desk deletes": {
      const words = truth.said.filter((one) => one.byCustomer).at(-1 - (step.which ?? 0));
      if (words && !truth.isErased)
        await remove(step.do === "desk deletes" ? tenant.owner.token : customer.token, words);
      return;
    }
    case "assign":
      if ((await asOwner("POST", `${path}/assign`, { agentId: agent.id })).status === 200) truth.snoozedUntilMs = null;
      return;
    case "transfer to team":
      if ((await asOwner("POST", `${path}/transfer`, { teamId })).status === 200) truth.snoozedUntilMs = null;
      return;
    case "unassign":
      if ((await asOwner("POST", `${path}/assign`, {})).status === 200) truth.snoozedUntilMs = null;
      return;
    case "snooze": {
      const untilMs = clockMs + HOUR_MS / 2;
      const { status } = await asOwner("PATCH", path, { snoozedUntil: new Date(untilMs).toISOString() });
      if (status === 200) truth.snoozedUntilMs = untilMs;
      return;
    }
    case "an hour passes":
      clockMs += HOUR_MS;
      // Snoozes are due by the database's clock.
      await chat.asOwner(
        `update conversations set snoozed_until = now() - interval '1 second' where id = '${conversationId}' and status = 'snoozed'`,
      );
      truth.snoozedUntilMs = null;
      await until(async () => (await rowOf(conversationId)).status !== "snoozed");
      await signInAgain(customer);
      return;
    case "wake":
      await asOwner("PATCH", path, { snoozedUntil: null });
      truth.snoozedUntilMs = null;
      return;
    case "disable":
      await person({ disabled: true });
      return;
    case "demote":
      await person({ role: "viewer" });
      return;
    case "restore":
      await person({ disabled: false, role: "agent" });
      return;
    case "at once":
      await Promise.all((step.both ?? []).map((one) => take({ ...step, do: one }, conversationId, customer, truth)));
      return;
    case "close":
      if ((await rowOf(conversationId)).status === "closed") return;
      if ((await asOwner("POST", `${path}/close`)).status !== 200) return;
      truth.owed = null;
      truth.snoozedUntilMs = null;
      return;
    case "reopen":
      if ((await rowOf(conversationId)).status !== "closed") return;
      if ((await asOwner("POST", `${path}/reopen`)).status === 200) truth.owed = unanswered(truth.said);
      return;
    default:
      await asOwner("POST", `/api/v1/customers/${customer.id}/erase`);
      truth.isErased = true;
      truth.owed = null;
  }
}

async function rowOf(conversationId: string) {
  return chat.database.readTenant(tenant.id, async (tx) => {
    const row = await tx
      .selectFrom("conversations")
      .selectAll()
      .where("id", "=", conversationId)
      .executeTakeFirstOrThrow();
    const queued = await tx
      .selectFrom("chat_queue")
      .select("priority")
      .where("conversation_id", "=", conversationId)
      .executeTakeFirst();
    const unread = (await findConversation(tx, "system", conversationId, NEVER_READ))?.unread;
    return { ...row, unread, isQueued: queued !== undefined };
  });
}

/** Who can answer today. */
async function able(): Promise<Set<string>> {
  return chat.database.readTenant(tenant.id, async (tx) => {
    const rows = await tx
      .selectFrom("users")
      .select("id")
      .where("disabled_at", "is", null)
      .where("role", "<>", "viewer")
      .execute();
    return new Set(rows.map(({ id }) => id));
  });
}

/** Works off what notification-worker would: decides each task as it stands now, and notes who is told. */
async function notify(conversationId: string, truth: Truth): Promise<void> {
  await until(async () =>
    chat.database.readTenant(tenant.id, async (tx) => {
      const open = await tx.selectFrom("outbox").select("id").where("dispatched_at", "is", null).limit(1).execute();
      return open.length === 0;
    }),
  );
  await chat.database.withTenant(tenant.id, async (tx) => {
    const tasks = await tx
      .selectFrom("tasks")
      .selectAll()
      .where("name", "=", "notification.decide")
      .where("dedup_key", "=", `conversation.waiting.${conversationId}`)
      .where("finished_at", "is", null)
      .execute();
    for (const task of tasks) {
      const { recipients } = await conversationWaiting(tx, {
        ...{ tenant_id: task.tenant_id, id: task.id, kind: "conversation.waiting", conversation_id: conversationId },
        ...{ subject_id: null, first_seq: task.first_seq, created_at: task.created_at },
      });
      for (const { id, obsolete } of recipients) if (obsolete === null) truth.notified.add(id);
      await tx
        .updateTable("tasks")
        .set({ finished_at: new Date(), outcome: "told" })
        .where("id", "=", task.id)
        .execute();
    }
  });
}

test(
  "over random histories, whoever is owed an answer is seen and somebody who can answer is told",
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        for (const agent of agents)
          await asOwner("PATCH", `/api/v1/users/${agent.id}`, { disabled: false, role: "agent" });
        const customer = await chat.customer(tenant);
        const conversationId = await chat.conversation(customer);
        const { body: begun } = await asOwner("GET", `/api/v1/conversations/${conversationId}/messages?afterSeq=0`);
        const opening = { id: begun.items[0].id, at: begun.items[0].createdAt, byCustomer: true };
        const truth: Truth = {
          owed: opening,
          isErased: false,
          snoozedUntilMs: null,
          notified: new Set(),
          said: [opening],
        };
        for (const [index, step] of history.entries()) {
          await take(step, conversationId, customer, truth);
          await notify(conversationId, truth);
          const row = await rowOf(conversationId);
          const trace = `${JSON.stringify(history.slice(0, index + 1))} ended with ${row.status}`;
          const standing = truth.said.filter((one) => one.byCustomer);
          expect(row.unread, `unread: ${trace}`).toBe(standing.length);
          // The first message waits since the conversation's beginning.
          const since = row.waiting_since?.toISOString() ?? null;
          const sinceBegun = truth.owed === opening && since === row.created_at.toISOString();
          expect(sinceBegun ? opening.at : since, `waits since: ${trace}`).toBe(truth.owed?.at ?? null);
          if (!truth.owed) continue;
          const isSnoozed = row.status === "snoozed";
          const isSnoozedByNobody = isSnoozed && (truth.snoozedUntilMs ?? 0) <= clockMs;
          expect(isSnoozedByNobody, `snoozed by nobody: ${trace}`).toBe(false);
          if (isSnoozed) continue;
          const answerers = await able();
          expect(["queued", "open"], trace).toContain(row.status);
          expect(row.waiting_since, `nobody sees that somebody waits: ${trace}`).not.toBeNull();
          expect(row.isQueued, `in the queue exactly when queued: ${trace}`).toBe(row.status === "queued");
          const isWithAnswerer = row.assignee_id !== null && answerers.has(row.assignee_id);
          expect(row.status === "queued" || isWithAnswerer, `with somebody who cannot answer: ${trace}`).toBe(true);
          expect(
            [...truth.notified].filter((id) => answerers.has(id)).length,
            `nobody who can answer was told: ${trace}`,
          ).toBeGreaterThan(0);
        }
      }),
      { numRuns: RUNS, endOnFailure: false },
    );
  },
  Math.max(300_000, RUNS * 10_000),
);
