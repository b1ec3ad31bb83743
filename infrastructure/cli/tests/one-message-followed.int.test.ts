import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { linesOfRequest } from "../src/logs/lines-of-request.ts";
import { partEnvironment } from "@chorus/cluster/part-environment";
import { type ServiceProcess, startServiceProcess } from "@chorus/cluster/service-process";
import { portVariable, type ServiceName } from "@chorus/contracts/services";
import { type Mailbox, startMailbox } from "@chorus/doubles/mailbox/server";
import { findFreePort } from "@chorus/servers/ports";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { chatCaller, createTestTenant } from "@chorus/websocket-gateway/testing/tenant";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import { afterAll, beforeAll, expect, test } from "vitest";

const NAMES = ["chat-service", "presence-service", "notification-worker", "websocket-gateway"] as const;

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
}

/** What collectors were sent, by service. */
const spans: (Span & { service: string })[] = [];
let collector: Server;
let folder: string;
let database: TestDatabase;
let mailbox: Mailbox;
const processes = new Map<ServiceName, ServiceProcess>();

interface Exported {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue: string } }[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}

/** A collector in a few lines: OTLP over HTTP, as JSON. */
async function startCollector(): Promise<Server> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      for (const { resource, scopeSpans } of (JSON.parse(Buffer.concat(pieces).toString()) as Exported).resourceSpans) {
        const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
        for (const span of scopeSpans.flatMap((scope) => scope.spans)) spans.push({ ...span, service });
      }
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

beforeAll(async () => {
  [collector, folder, database, mailbox] = await Promise.all([
    startCollector(),
    mkdtemp(path.join(tmpdir(), "chorus-followed-")),
    createTestDatabase(),
    startMailbox({ smtpPort: 0, webPort: 0 }),
  ]);
  const { databaseUrl } = await prepareDatabase(database.adminUrl);
  const ports = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [portVariable(name), await findFreePort()] as const)),
  );
  const variables = {
    ...partEnvironment({ ports, databaseUrl, redisUrl: testRedisUrl() }),
    ...{ SMTP_URL: mailbox.smtpUrl, NOTIFICATION_GRACE_SECONDS: "0", LOG_LEVEL: "debug" },
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_TRACES_SAMPLER_ARG: "1",
  };
  await Promise.all(
    NAMES.map(async (service) => {
      const logFile = path.join(folder, `${service}.log`);
      const port = ports[portVariable(service)] ?? 0;
      processes.set(service, await startServiceProcess({ service, variables, logFile, port }));
    }),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all([...processes.values()].map((each) => each.stop()));
  collector.closeAllConnections();
  collector.close();
  await mailbox[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const urlOf = (service: ServiceName) => processes.get(service)?.url ?? "";

/** An agent writes to a customer who is away, and who gets a mail. @returns the message's id */
async function writeToSomebodyAway(clientMessageId: string): Promise<void> {
  const call = chatCaller(urlOf("chat-service"));
  const tenant = await createTestTenant(call, ["agent"]);
  const { customer, accessToken } = await call<{ customer: { id: string }; accessToken: string }>(
    "POST",
    "/api/v1/widget/sessions",
    { tenantKey: tenant.widgetKey, profile: { name: "Cara", email: "cara@home.test" } },
  );
  const { conversation } = await call<{ conversation: { id: string } }>(
    "POST",
    "/api/v1/conversations",
    {},
    accessToken,
  );
  expect(customer.id).toBeTruthy();
  const { token } = tenant.person("agent");
  await call("POST", `/api/v1/queue/${conversation.id}/accept`, undefined, token);
  const client = new TestClient(`${urlOf("websocket-gateway").replace("http", "ws")}/ws`);
  await client.hello(token);
  await client.request({ type: "subscribe", conversationId: conversation.id });
  const frame = { type: "message.send", conversationId: conversation.id, clientMessageId, body: "Are you there?" };
  expect(await client.request({ ...frame, kind: "text" })).toMatchObject({ type: "ack" });
  await client.close();
  await until(() => mailbox.store.list().length > 0, { timeoutMs: 30_000 });
}

test("one send is one trace and one line of each service, from the gateway to the mail", async () => {
  const clientMessageId = crypto.randomUUID();
  await writeToSomebodyAway(clientMessageId);

  const traceId = clientMessageId.replaceAll("-", "");
  const ofMessage = () => spans.filter((span) => span.traceId === traceId);
  const steps = () => ofMessage().map(({ service, name }) => `${service}: ${name}`);
  const expected = [
    "websocket-gateway: message.send",
    "chat-service: append",
    "notification-worker: notification.decide",
    // It asks who is here.
    "presence-service: POST /internal/v1/presence",
    "notification-worker: send email",
  ];
  await until(() => expected.every((step) => steps().includes(step)));
  const root = ofMessage().find(({ name }) => name === "message.send");
  expect(root?.parentSpanId ?? "").toBe("");
  const ids = new Set(ofMessage().map(({ spanId }) => spanId));
  for (const { spanId, parentSpanId = "", name } of ofMessage())
    expect(spanId === root?.spanId || ids.has(parentSpanId), name).toBe(true);

  const logs = await Promise.all(
    NAMES.map(async (name) => ({ name, text: await readFile(path.join(folder, `${name}.log`), "utf8") })),
  );
  const lines = linesOfRequest(clientMessageId, logs).map(
    ({ name, line }) => `${name}: ${(JSON.parse(line) as { msg: string }).msg}`,
  );
  expect(new Set(lines)).toEqual(
    new Set([
      ...["websocket-gateway: message acknowledged", "chat-service: message"],
      ...["notification-worker: notification task", "notification-worker: delivery"],
    ]),
  );
  expect(logs.map(({ text }) => text).join("")).not.toMatch(/cara@home|Are you there/);

  // A slow bucket leads to its trace.
  const metrics = await (await fetch(`${urlOf("websocket-gateway")}/metrics`)).text();
  expect(metrics).toMatch(new RegExp(`^chorus_gateway_ack_seconds_bucket.* # \\{trace_id="${traceId}"\\}`, "m"));
});

test("the trace of a request has the request's id", async () => {
  const requestId = crypto.randomUUID();
  const call = chatCaller(urlOf("chat-service"));
  const { widgetKey } = await createTestTenant(call, []);
  const response = await fetch(`${urlOf("chat-service")}/api/v1/widget/config?tenantKey=${widgetKey}`, {
    headers: { "x-request-id": requestId },
  });
  expect(response.headers.get("x-request-id")).toBe(requestId);
  await until(() => spans.some((span) => span.traceId === requestId.replaceAll("-", "")));
});
