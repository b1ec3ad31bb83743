import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
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
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, makeCertificate } from "./proxies/certificate.ts";
import { type Place, PROXIES } from "./proxies/configurations.ts";
import { rawRequest } from "./proxies/request.ts";
import { startProxy } from "./proxies/start-proxy.ts";

const repository = path.join(import.meta.dirname, "../..");
const API = "chorus.localhost";
const LOGIN = "/api/v1/auth/login";
/** A byte more than its location takes: what is refused has been sent by then, and no connection is reset over the rest. */
const TOO_LARGE = "x".repeat((locations().find(({ path: prefix }) => prefix === "/api/v1/")?.maxBytes ?? 0) + 1);

let database: TestDatabase;
let cluster: Cluster;
let folder: string;
let certificate: Certificate;
/** Stands for the desk and the widget, and answers which headers it was sent. */
const apps: Server = createServer((request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(request.headers));
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

/** Debian puts some of them where only root looks. */
const installed = PROXIES.flatMap((proxy) => {
  const program = findProgram(proxy.program) ?? findProgram(`../sbin/${proxy.program}`);
  if (!program) console.warn(`${proxy.name} is not tested: apt-get install ${proxy.debianPackage}`);
  return program ? [{ ...proxy, file: program }] : [];
});

describe.each(installed)("through $name", (proxy) => {
  let place: Place;
  let running: AsyncDisposable | undefined;

  beforeAll(async () => {
    const own = path.join(folder, proxy.program);
    mkdirSync(own);
    place = { folder: own, port: await findFreePort(), certificate, addresses };
    running = await startProxy(proxy, proxy.file, place);
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
});
