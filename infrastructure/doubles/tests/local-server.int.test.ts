import { request } from "node:http";
import { createLocalServer, listenLocally } from "../src/local-server.ts";
import { startMailbox } from "../src/mailbox/server.ts";
import { startModelDouble } from "../src/model/model-double.ts";
import { startPushDouble } from "../src/push/server.ts";
import { startS3Double } from "../src/s3/server.ts";
import { startStripeDouble } from "../src/stripe/server.ts";
import { startTwilioDouble } from "../src/twilio/server.ts";
import { createCleanup } from "@chorus/kernel/cleanup";
import { afterAll, expect, test } from "vitest";

const cleanup = createCleanup();
afterAll(() => cleanup.run());

function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

async function startEach(): Promise<Record<string, string>> {
  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  const twilio = await startTwilioDouble({ port: 0, accountSid: "AC1", authToken: "token" });
  const push = await startPushDouble({ port: 0 });
  const s3 = await startS3Double({
    ...{ port: 0, bucket: "files" },
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
  });
  const model = await startModelDouble("openai");
  const stripe = await startStripeDouble({ port: 0, apiKey: "key", webhookSecret: "secret" });
  for (const one of [mailbox, twilio, push, s3, model, stripe]) cleanup.defer(() => one[Symbol.asyncDispose]());
  return {
    mailbox: `${mailbox.webUrl}/api/v1/messages`,
    twilio: `${twilio.url}/messages`,
    push: `${push.url}/messages`,
    s3: `${s3.url}/control`,
    model: `${model.url}/v1/nothing`,
    stripe: `${stripe.url}/ledger`,
  };
}

test("a page that leads a name of its own here reads nothing of any double", async () => {
  for (const [name, url] of Object.entries(await startEach())) {
    const { port } = new URL(url);
    for (const host of [
      "evil.example",
      `evil.example:${port}`,
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "0.0.0.0",
    ])
      expect([name, host, await statusFor(url, host)]).toEqual([name, host, 421]);
    for (const host of [`127.0.0.1:${port}`, "localhost", `[::1]:${port}`, "mail.localhost"])
      expect([name, host, await statusFor(url, host)]).not.toEqual([name, host, 421]);
  }
});

test("a name on purpose is answered", async () => {
  const server = createLocalServer((_request, response) => response.end("yes"), { names: ["double.internal"] });
  const { url, close } = await listenLocally(server, { port: 0 });
  cleanup.defer(close);
  expect([await statusFor(url, "double.internal:80"), await statusFor(url, "other.internal")]).toEqual([200, 421]);
});
