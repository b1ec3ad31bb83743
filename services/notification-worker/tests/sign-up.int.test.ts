import "@chorus/testing/provided";
import { randomUUID } from "node:crypto";
import { signUpLinkToken } from "@chorus/auth/sign-up-link";
import { startServiceProcess } from "@chorus/cluster/service-process";
import type { MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { PASSWORD } from "../../chat-service/tests/harness.ts";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

// Wake-ups wait in real time, up to ten seconds for each attempt.
vi.setConfig({ testTimeout: 150_000 });

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(11);
});
afterAll(() => all[Symbol.asyncDispose]());
beforeEach(async () => {
  all.mailbox.control.set({});
  all.rewind();
  await setOpen(true);
});

const setOpen = (isOpen: boolean) =>
  all.chat.request(isOpen ? "PUT" : "DELETE", "/api/v1/flags/sign_up", {
    token: all.chat.config.secrets.operatorKey,
    ...(isOpen ? { body: { isOn: true } } : {}),
  });

interface Wanted {
  email?: string;
  language?: MailLanguage;
  /** Its mail was handed over so long ago, by a worker that has ended. */
  handedMsAgo?: number;
}

/** As chat-service writes it after the work was done. */
async function signUp({ email = `${randomUUID()}@aster.test`, language = "en", handedMsAgo }: Wanted = {}) {
  const tenantId = all.worker.context.ids.next();
  const nowMs = all.worker.context.clock.now();
  await all.chat.database.withTenant(tenantId, async (tx) => {
    await tx
      .insertInto("sign_ups")
      .values({
        ...{ tenant_id: tenantId, company_name: "Buy at evil.test", name: "Call +49 1234", email, language },
        created_at: new Date(nowMs),
        expires_at: new Date(nowMs + 24 * 60 * MINUTE_MS),
        handed_at: handedMsAgo === undefined ? null : new Date(nowMs - handedMsAgo),
      })
      .execute();
    await all.worker.context.tasks.enqueue(tx, "sign_up.mail", {}, { dedupKey: tenantId });
  });
  return { tenantId, email, token: signUpLinkToken(all.chat.config.secrets.links, tenantId) };
}

const outcomeOf = (tenantId: string) =>
  all.chat.database.readTenant(tenantId, async (tx) => {
    const task = await tx.selectFrom("tasks").select("outcome").where("name", "=", "sign_up.mail").executeTakeFirst();
    return task?.outcome ?? null;
  });
const ended = (tenantId: string, timeoutMs = 40_000) => until(() => outcomeOf(tenantId), { timeoutMs });
/** Its task was tried, and is due later. */
const wasPutOff = (tenantId: string) =>
  all.chat.database.readTenant(tenantId, async (tx) => {
    const task = await tx.selectFrom("tasks").select("due_at").where("name", "=", "sign_up.mail").executeTakeFirst();
    return (task?.due_at?.getTime() ?? 0) > all.worker.context.clock.now();
  });
const isPending = (tenantId: string) =>
  all.chat.database.readTenant(tenantId, async (tx) => {
    const row = await tx.selectFrom("sign_ups").select("tenant_id").executeTakeFirst();
    return row !== undefined;
  });

test.each([
  ["en", "Confirm your email address for Chorus"],
  ["de", "Bestätigen Sie Ihre E-Mail-Adresse für Chorus"],
  ["es", "Confirme su dirección de correo para Chorus"],
] as const)(
  "the link comes in %s, with no word that a stranger has written, and opens the company",
  async (language, subject) => {
    const { email, token, tenantId } = await signUp({ language });
    const mail = await all.mailTo(email);
    expect(mail.Subject).toBe(subject);
    expect(mail.From).toMatchObject({ Name: "Chorus" });
    expect(mail.Text).toContain(`/sign-up/confirm#${token}`);
    for (const part of [mail.Subject, mail.Text, mail.HTML]) expect(part).not.toMatch(/evil|1234/);
    expect(await ended(tenantId)).toBe("sent");
    const body = { token, slug: `co-${randomUUID().slice(0, 8)}`, password: PASSWORD };
    expect((await all.chat.request("POST", "/api/v1/sign-up/confirm", { body })).status).toBe(201);
  },
);

test("whoever works somewhere already is told where, in the mail alone", async () => {
  const [first, second, left] = [await all.chat.tenant(), await all.chat.tenant(), await all.chat.tenant()];
  const { email } = first.owner;
  const person = (token: string) =>
    all.chat.request("POST", "/api/v1/users", {
      token,
      body: { name: "Mia", email, role: "agent", password: PASSWORD },
    });
  await all.chat.request("PATCH", "/api/v1/tenant", { token: second.owner.token, body: { name: "Prize: evil.test" } });
  await person(second.owner.token);
  const { id } = (await person(left.owner.token)).body;
  await all.chat.request("PATCH", `/api/v1/users/${id}`, { token: left.owner.token, body: { disabled: true } });
  await signUp({ email });
  const { Text: text } = await all.mailTo(email);
  expect(text).toContain("You already have an account at:");
  for (const { slug } of [first, second]) expect(text).toContain(slug);
  expect(text).not.toContain("evil");
  expect(text).not.toContain(left.slug);
  const stranger = await signUp();
  expect((await all.mailTo(stranger.email)).Text).not.toContain("already");
});

test("a mail server that asks to come again gets it once more; one that knows no such address ends it", async () => {
  all.mailbox.control.set({ failureRate: 1, failureCode: 451 });
  const { email, tenantId } = await signUp();
  await until(() => all.mailbox.control.counts.refused > 0, { timeoutMs: 20_000 });
  all.mailbox.control.set({});
  all.pass(MINUTE_MS);
  await all.mailTo(email);
  expect(await ended(tenantId)).toBe("sent");
  expect(all.mailsTo(email)).toHaveLength(1);
  all.mailbox.control.set({ failureRate: 1, failureCode: 550 });
  const unknown = await signUp();
  expect(await ended(unknown.tenantId)).toMatch(/bounced|failed/);
  expect(await isPending(unknown.tenantId)).toBe(false);
});

test("closed meanwhile, nothing is mailed and nothing stays", async () => {
  await setOpen(false);
  const { email, tenantId } = await signUp();
  // A worker may hear later than chat-service that it is open.
  await until(() => wasPutOff(tenantId), { timeoutMs: 40_000 });
  expect(await isPending(tenantId)).toBe(true);
  all.pass(2 * MINUTE_MS);
  expect(await ended(tenantId)).toBe("switched off");
  expect(await isPending(tenantId)).toBe(false);
  expect(all.mailsTo(email)).toEqual([]);
});

test("what a worker had handed over when it ended is never sent again, and its link works in case it came", async () => {
  const { email, tenantId } = await signUp({ handedMsAgo: MINUTE_MS });
  expect(await outcomeOf(tenantId)).toBeNull();
  all.pass(3 * MINUTE_MS);
  expect(await ended(tenantId)).toBe("unknown");
  expect(all.mailsTo(email)).toEqual([]);
  expect(await isPending(tenantId)).toBe(true);
});

test("one whose day is over is not mailed", async () => {
  await all.worker.drain(1_000);
  const { email, tenantId } = await signUp();
  const owner = openAsOwner(all.chat.adminUrl);
  await owner.statement("", "update sign_ups set expires_at = now() where tenant_id = $1", [tenantId]);
  await owner.close();
  await all.startWorker();
  expect(await ended(tenantId)).toBe("nothing left");
  expect(all.mailsTo(email)).toEqual([]);
});

test("a worker killed with -9 in the middle: each mail once, or unknown and not again", async () => {
  await using second = await startNotifications(15);
  await second.worker.drain(1_000);
  const main = all;
  all = second;
  try {
    await setOpen(true);
    second.mailbox.control.set({ delayMs: 100 });
    const wanted = [];
    for (let at = 0; at < 60; at += 1) wanted.push(await signUp());
    const victim = await startServiceProcess({
      service: "notification-worker",
      variables: { ...second.variables, LOG_LEVEL: "error" },
    });
    await until(() => second.mailbox.control.counts.accepted > 15, { timeoutMs: 20_000 });
    victim.kill("SIGKILL");
    await victim.ended(5_000);
    await second.startWorker();
    second.pass(3 * MINUTE_MS);
    const outcomes = [];
    for (const { tenantId } of wanted) outcomes.push(await ended(tenantId, 120_000));
    const counts = wanted.map(({ email }) => second.mailsTo(email).length);
    const unknown = outcomes.filter((outcome) => outcome === "unknown").length;
    expect(counts.filter((count) => count > 1)).toEqual([]);
    expect(counts.filter((count) => count === 0).length).toBeLessThanOrEqual(unknown);
    expect(unknown).toBeLessThanOrEqual(10);
    expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(60 - unknown);
  } finally {
    all = main;
  }
});
