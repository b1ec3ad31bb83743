import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { createCleanup } from "@chorus/kernel/cleanup";
import { afterEach, expect, test } from "vitest";
import type { Control } from "../src/behaviour.ts";
import { startClamdDouble } from "../src/clamd/server.ts";
import { startPushDouble } from "../src/push/server.ts";
import { startS3Double } from "../src/s3/server.ts";
import { startStripeDouble } from "../src/stripe/server.ts";
import { startTwilioDouble } from "../src/twilio/server.ts";

const cleanup = createCleanup();
afterEach(() => cleanup.run());

interface Double extends AsyncDisposable {
  url: string;
  control: Control;
}

const DOUBLES: Record<string, () => Promise<Double>> = {
  twilio: () => startTwilioDouble({ port: 0, accountSid: "AC1", authToken: "token" }),
  push: () => startPushDouble({ port: 0 }),
  s3: () => startS3Double({ port: 0, bucket: "files", credentials: { accessKeyId: "key", secretAccessKey: "secret" } }),
  stripe: () => startStripeDouble({ port: 0, apiKey: "key", webhookSecret: "secret" }),
};

/** A client that keeps its one connection open, as the services' own clients do. */
function clientOf(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  cleanup.defer(() => agent.destroy());
  return (method: string, body?: object) =>
    new Promise<{ status: number | undefined; wasKept: boolean }>((resolve, reject) => {
      const asked = request(`${url}/control`, { method, agent }, (response) =>
        response.resume().once("end", () => resolve({ status: response.statusCode, wasKept: asked.reusedSocket })),
      );
      asked.once("error", reject).end(body ? JSON.stringify(body) : undefined);
    });
}

test.each(Object.entries(DOUBLES))(
  "%s: offline it answers nobody, also not on a connection that is kept",
  async (_, start) => {
    const double = await start();
    cleanup.defer(() => double[Symbol.asyncDispose]());
    const ask = clientOf(double.url);
    await ask("GET");
    expect(await ask("GET")).toEqual({ status: 200, wasKept: true });
    double.control.set({ offline: true });
    await expect(ask("GET")).rejects.toThrow(/ECONNRESET|socket hang up/);
    double.control.set({});
    expect(await ask("GET")).toMatchObject({ status: 200 });
  },
);

test.each(Object.entries(DOUBLES))(
  "%s: told so on a kept connection, it ends that with its answer",
  async (_, start) => {
    const double = await start();
    cleanup.defer(() => double[Symbol.asyncDispose]());
    const ask = clientOf(double.url);
    expect(await ask("PUT", { offline: true })).toMatchObject({ status: 200 });
    await expect(ask("GET")).rejects.toThrow(/ECONNRESET|socket hang up/);
  },
);

test("clamd: offline it ends the connections that are open", async () => {
  const clamd = await startClamdDouble({ port: 0 });
  cleanup.defer(() => clamd[Symbol.asyncDispose]());
  const socket = connect(clamd.port, "127.0.0.1");
  // The system may tell of the end as a reset.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await once(socket, "connect");
  socket.write("zINSTREAM\0");
  clamd.control.set({ offline: true });
  await closed;
  expect(clamd.control.counts.received).toBe(0);
});
