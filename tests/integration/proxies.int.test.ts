import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Cluster, createCluster } from "@chorus/cluster/cluster";
import { locations, upstreamOf } from "@chorus/containers/proxies/locations";
import { SERVICE_NAMES } from "@chorus/contracts/services";
import { findFreePort } from "@chorus/servers/ports";
import { findProgram } from "@chorus/servers/system-packages";
import { createTestDatabase, type TestDatabase } from "@chorus/testing/test-database";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, makeCertificate } from "./proxies/certificate.ts";
import { CLIENT_HEADER, type Place, PROXIES } from "./proxies/configurations.ts";
import { heldBytes } from "./proxies/held-bytes.ts";
import { askFromEach } from "./proxies/many-requests.ts";
import { sendUnfinished } from "./proxies/unfinished-uploads.ts";
import { rawRequest } from "./proxies/request.ts";
import { type RunningProxy, startProxy } from "./proxies/start-proxy.ts";

const repository = path.join(import.meta.dirname, "../..");
const API = "chorus.localhost";
const LOGIN = "/api/v1/auth/login";
/** Where strangers may announce the most, and a route of the many. */
const SLOW = new Set(["/callbacks/mail", "/api/v1/semantic-search"]);
const MEBIBYTE = 1024 * 1024;
/** nginx closes 5 s after it has refused a body, and the first answer may come before all uploads are counted. */
const REFUSED = { timeout: 15_000 };
/** For each connection: buffers for both sides and TLS; beside it, what a proxy needs for its first requests. */
const MAX_HELD_BYTES = 192 * 1024;
/** A byte more than its location takes: what is refused has been sent by then, and no connection is reset over the rest. */
const TOO_LARGE = "x".repeat((locations().find(({ path: prefix }) => prefix === "/api/v1/")?.maxBytes ?? 0) + 1);

let database: TestDatabase;
let cluster: Cluster;
let folder: string;
let certificate: Certificate;
/** Those that no answer comes to. */
const waiting: IncomingMessage[] = [];
/** Stands for the desk and the widget, and answers which headers it was sent. */
const apps: Server = createServer((request, response) => {
  // As a service that is slow to read: the proxy has to hold what it has taken, or to take no more.
  if (SLOW.has(request.url ?? "")) {
    waiting.push(request);
    return;
  }
  // After the body, as a service: a proxy that refuses it must not be overtaken by an answer.
  request.resume().once("end", () => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request.headers));
  });
});
let addresses: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-proxies-"));
  certificate = makeCertificate(folder);
  database = await createTestDatabase();
  cluster = await createCluster({
    adminDatabaseUrl: database.adminUrl,
    redisUrl: testRedisUrl(),
    variables: { CHAT_TRUST_PROXY: "true", GATEWAY_TRUST_PROXY: "true" },
  });
  await new Promise<void>((resolve) => {
    apps.listen(0, "127.0.0.1", resolve);
  });
  const appsAddress = `127.0.0.1:${(apps.address() as AddressInfo).port}`;
  addresses = {
    ...Object.fromEntries(SERVICE_NAMES.map((service) => [upstreamOf(service), addressOf(service) ?? appsAddress])),
    ...{ desk: appsAddress, widget: appsAddress },
  };
});

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  apps.closeAllConnections();
  apps.close();
  await rm(folder, { recursive: true });
});

/** Those that this cluster runs without (mails, summaries) are stood for by the apps' server. */
function addressOf(service: (typeof SERVICE_NAMES)[number]): string | undefined {
  try {
    return new URL(cluster.urlOf(service)).host;
  } catch {
    return undefined;
  }
}

/** Addresses of one network that differ in their last group. */
function ipv6(prefix: string): (index: number) => string {
  return (index) => `${prefix}${(index + 1).toString(16)}`;
}

/** Debian puts some of them where only root looks. */
const installed = PROXIES.flatMap((proxy) => {
  const program = findProgram(proxy.program) ?? findProgram(`../sbin/${proxy.program}`);
  if (!program) console.warn(`${proxy.name} is not tested: apt-get install ${proxy.debianPackage}`);
  return program ? [{ ...proxy, file: program }] : [];
});

describe.each(installed)("through $name", (proxy) => {
  let place: Place;
  let running: RunningProxy | undefined;

  beforeAll(async () => {
    const own = path.join(folder, proxy.program);
    mkdirSync(own);
    place = { folder: own, port: await findFreePort(), certificate, addresses };
    running = await startProxy(proxy, proxy.file, place);
  });
  // Caddy ends when its requests have ended.
  afterEach(() => {
    for (const request of waiting.splice(0)) request.destroy();
  });
  afterAll(() => running?.[Symbol.asyncDispose]());

  test("a message travels from a customer to an agent and back", async () => {
    const doctor = ["infrastructure/cli/bin/chorus.mjs", "doctor", `https://${API}:${place.port}`];
    const { stdout } = await promisify(execFile)(process.execPath, doctor, {
      cwd: repository,
      env: { ...process.env, CHORUS_OPERATOR_KEY: "dev-operator-key", NODE_EXTRA_CA_CERTS: certificate.crt },
    });
    expect(stdout).toContain(
      "checks passed: a message travels from the customer to the agent and back, and is stored.",
    );
  });

  test.each([
    "/metrics",
    "/internal/v1/link",
    "/internal/v1/messages",
    "/livez",
    "/readyz",
    "/api/v1/../../metrics",
    "/api/v1/..%2f..%2fmetrics",
    "//metrics",
    "/x",
  ])("%s is not published", async (secret) => {
    expect((await rawRequest(place, { host: API, path: secret })).status).toBe(404);
  });

  test.each(["desk", "widget"])("%s has a name of its own, without what is private", async (app) => {
    const host = `${app}.${API}`;
    expect((await rawRequest(place, { host, path: "/" })).status).toBe(200);
    expect((await rawRequest(place, { host, path: "/metrics" })).status).toBe(404);
    expect((await rawRequest(place, { host, path: "/internal/v1/link" })).status).toBe(404);
  });

  test("who a client claims to be ends at the proxy", async () => {
    const headers = { "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "gopher" };
    const answer = await rawRequest(place, { host: `desk.${API}`, path: "/", headers });
    expect(answer.body).toContain('"x-forwarded-for":"127.0.0.1"');
    expect(answer.body).toContain('"x-forwarded-proto":"https"');
    expect(answer.body).toContain(`"host":"desk.${API}:${place.port}"`);
  });

  test("the API's answers have security headers, each once", async () => {
    const { headers } = await rawRequest(place, { host: API, path: "/docs" });
    expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
  });

  test("a body larger than the contract's is refused", async () => {
    const headers = { "Content-Type": "application/json" };
    const answer = await rawRequest(place, {
      method: "POST",
      host: API,
      path: LOGIN,
      headers,
      body: TOO_LARGE,
    });
    expect(answer.status).toBe(proxy.tooLarge);
  });

  test.each([
    { path: "/callbacks/mail", announcedBytes: 25 * MEBIBYTE, connections: 12 },
    { path: "/api/v1/semantic-search", announcedBytes: MEBIBYTE / 2, connections: 45 },
  ])("unfinished bodies of strangers for $path do not fill it", async ({ path: slow, ...sizes }) => {
    const pid = running?.pid ?? 0;
    const before = await heldBytes(pid);
    using uploads = await sendUnfinished(place, { host: API, path: slow, ...sizes });
    const after = await heldBytes(pid);
    expect(uploads.sent).toBeGreaterThan(0);
    expect(after.files).toBe(0);
    expect(after.memory - before.memory).toBeLessThan(8 * MEBIBYTE + sizes.connections * MAX_HELD_BYTES);
  });

  test.runIf(proxy.limitsBodies)("a network sends 50 bodies at a time, and reads meanwhile as before", async () => {
    using _uploads = await sendUnfinished(place, {
      host: API,
      path: "/callbacks/mail",
      announcedBytes: 9,
      connections: 50,
    });
    const ask = async (method: string, body = "") =>
      (await rawRequest(place, { method, host: API, path: LOGIN, body })).status;
    await expect.poll(() => ask("POST", "{}"), REFUSED).toBe(429);
    expect(await ask("DELETE")).toBe(429);
    expect((await rawRequest(place, { host: API, path: "/docs" })).status).toBe(200);
  });

  test.runIf(proxy.limitsBodies).each([
    { written: "with a fourth group of 0", clientOf: ipv6("2001:db8:1::1:"), other: "2001:db8:1:2::1" },
    { written: "with two groups of 0", clientOf: ipv6("2001:db8::1:0:0:"), other: "2001:db8:0:1::1" },
    { written: "with all groups", clientOf: ipv6("2001:db8:a0a:a:1:2:3:"), other: "2001:db8:a0a:b:1:2:3:4" },
    { written: "as IPv4 within IPv6", clientOf: () => "::ffff:198.51.100.7", other: "::ffff:198.51.100.8" },
  ])("a network of IPv6 sends 50 bodies at a time: $written", async ({ clientOf, other }) => {
    // More than 50: the first question may be counted before the last upload, which is refused then and leaves a place.
    using _uploads = await sendUnfinished(place, {
      ...{ host: API, path: "/callbacks/mail", announcedBytes: 9, connections: 60 },
      clientOf,
    });
    const askFrom = async (client: string) => {
      const headers = { [CLIENT_HEADER]: client };
      return (await rawRequest(place, { method: "POST", host: API, path: "/u/x", headers, body: "{}" })).status;
    };
    await expect.poll(() => askFrom(clientOf(50)), REFUSED).toBe(429);
    expect(await askFrom(other)).toBe(200);
  });

  test.runIf(proxy.limitsRequests)(
    "a network of IPv6 asks as often as one client, whatever its addresses",
    async () => {
      const ask = (clients: readonly string[]) => askFromEach(place, { host: API, path: "/u/x", clients });
      const answers = await ask(Array.from({ length: 1_700 }, (_, index) => ipv6("2001:db8:7::1:")(index)));
      expect(answers.get(429)).toBeGreaterThan(0);
      expect(await ask(["2001:db8:7:1::1", "198.51.100.9"])).toEqual(new Map([[200, 2]]));
    },
  );

  test("only mails may be large: other callbacks are refused above 64 KiB", async () => {
    const body = "x".repeat(64 * 1024 + 1);
    const answer = await rawRequest(place, { method: "POST", host: API, path: "/callbacks/twilio/status", body });
    expect(answer.status).toBe(proxy.tooLarge);
  });
});
