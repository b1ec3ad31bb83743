import "@chorus/testing/provided";
import { replyMailbox } from "@chorus/doubles/development-accounts";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MINUTE_MS, startNotifications, type Notifications } from "./harness.ts";

let all: Notifications;
beforeAll(async () => {
  all = await startNotifications(5);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => all.rewind());

/** A customer whose mail was taken by its server. */
async function mailed() {
  const talk = await all.talk();
  await talk.send("It is on its way");
  await all.dispatched(talk.tenant.id, talk.conversationId);
  all.pass(MINUTE_MS);
  const mail = await all.mailTo(talk.email);
  const delivery = await until(async () => {
    const [found] = await all.deliveries(talk.tenant.id, { recipient: talk.email });
    return found?.status === "sent" ? found : null;
  });
  return { ...talk, messageId: mail.MessageID.replaceAll(/[<>]/g, ""), delivery };
}

interface Report {
  to: string;
  messageId: string;
  status: string;
  action?: string;
  words?: string;
  envelopeFrom?: string;
  from?: string;
}

async function report(given: Report) {
  const { to, messageId, status, action = "failed", words = "550 no" } = given;
  const lines = [
    `From: ${given.from ?? "MAILER-DAEMON@mx.shop.test"}`,
    "Subject: Undelivered",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.",
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.shop.test\r\n",
    `Final-Recipient: rfc822; ${to}\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${words}\r\n`,
    `--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${messageId}>\r\n--b--`,
  ];
  const response = await fetch(`${all.worker.url}/callbacks/mail`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${replyMailbox.key}`,
      "x-envelope-from": given.envelopeFrom ?? "<>",
      "x-envelope-to": "notifications@chorus.localhost",
    },
    body: lines.join("\r\n"),
  });
  return ((await response.json()) as { outcome: string }).outcome;
}

async function after(talk: Awaited<ReturnType<typeof mailed>>) {
  const [delivery] = await all.deliveries(talk.tenant.id, { recipient: talk.email });
  const suppressed = await all.chat.database.readTenant(talk.tenant.id, (tx) =>
    tx.selectFrom("suppressions").select("address").execute(),
  );
  return { status: delivery?.status, reason: delivery?.reason, suppressed: suppressed.map(({ address }) => address) };
}

test("an address that does not exist is not written to again", async () => {
  const talk = await mailed();
  expect(await report({ to: talk.email, messageId: talk.messageId, status: "5.1.1" })).toBe("recorded");
  expect(await after(talk)).toMatchObject({ status: "bounced", suppressed: [talk.email] });
  expect(await report({ to: talk.email, messageId: talk.messageId, status: "5.1.1" })).toBe("ignored");
});

test.each(["5.7.1", "5.2.2", "5.1.90", "5.0.0"])("%s is in the log and suppresses nobody", async (status) => {
  const talk = await mailed();
  expect(await report({ to: talk.email.toUpperCase(), messageId: talk.messageId, status })).toBe("recorded");
  expect(await after(talk)).toMatchObject({ status: "failed", suppressed: [] });
});

test("a delay is a line in the log", async () => {
  const talk = await mailed();
  const delayed = { to: talk.email, messageId: talk.messageId, status: "4.4.1", action: "delayed" };
  expect(await report(delayed)).toBe("recorded");
  expect(await after(talk)).toMatchObject({ status: "sent", reason: null, suppressed: [] });
});

test("of another address, or of no mail of ours, nothing is believed", async () => {
  const talk = await mailed();
  expect(await report({ to: "eve@evil.test", messageId: talk.messageId, status: "5.1.1" })).toBe("ignored");
  const unknown = "delivery-00000000-0000-7000-8000-000000000000@chorus.localhost";
  expect(await report({ to: talk.email, messageId: unknown, status: "5.1.1" })).toBe("ignored");
  expect(await after(talk)).toMatchObject({ status: "sent", suppressed: [] });
});

test.each<Partial<Report>>([{ envelopeFrom: "eve@evil.test" }, { from: "Eve <eve@evil.test>" }])(
  "a report that a stranger can have written is in the log and suppresses nobody: %j",
  async (forged) => {
    const talk = await mailed();
    const bounce = { to: talk.email, messageId: talk.messageId, status: "5.1.1", ...forged };
    expect(await report(bounce)).toBe("recorded");
    expect(await after(talk)).toMatchObject({ status: "failed", suppressed: [] });
  },
);
