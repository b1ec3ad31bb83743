import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startWidgetServer, type WidgetServer } from "../server/widget-server.ts";

/** What chat-service answers, by the tenant's key. */
let answers: Record<string, { status: number; allowedOrigins?: string[] }>;
let asked: IncomingMessage[] = [];
const chatService = createServer((request, response) => {
  asked.push(request);
  const key = new URL(request.url ?? "", "http://chat").searchParams.get("tenantKey") ?? "";
  const { status, ...body } = answers[key] ?? { status: 404 };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
});
let folder: string;
let server: WidgetServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-widget-"));
  await mkdir(path.join(folder, "assets"));
  await writeFile(path.join(folder, "frame.html"), "<!doctype html><title>Chat</title>");
  await writeFile(path.join(folder, "loader.js"), "void 0;".repeat(100));
  await writeFile(path.join(folder, "assets/frame-1a2b3c.js"), "export {};".repeat(100));
  await new Promise<void>((resolve) => {
    chatService.listen(0, "127.0.0.1", resolve);
  });
  server = await startWidgetServer({
    ...{ folder, host: "127.0.0.1", port: 0, isProxyTrusted: true },
    ...{ chatUrl: "https://api.test", gatewayUrl: "https://live.test", deskUrl: "https://desk.test" },
    chatInternalUrl: `http://127.0.0.1:${(chatService.address() as AddressInfo).port}`,
  });
});
beforeEach(() => {
  answers = { wk_shop: { status: 200, allowedOrigins: ["https://shop.test"] } };
  asked = [];
});
afterAll(async () => {
  await server.close();
  chatService.closeAllConnections();
  chatService.close();
  await rm(folder, { recursive: true });
});

const get = (address: string, headers: Record<string, string> = {}) => fetch(`${server.url}${address}`, { headers });
const ancestorsOf = async (key: string) => {
  const answer = await get(`/frame?key=${key}&parent=https%3A%2F%2Fevil.test`);
  return answer.headers.get("content-security-policy")?.split("frame-ancestors ")[1];
};

test("the frame is sent with its tenant's policy, never from a cache, and not without it", async () => {
  const frame = await get("/frame?key=wk_shop", { "x-forwarded-for": "198.51.100.1, 203.0.113.9" });
  expect(frame.status).toBe(200);
  expect(await frame.text()).toContain("<title>Chat</title>");
  expect(Object.fromEntries(frame.headers)).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": expect.stringContaining("camera=()"),
  });
  const policy = frame.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("connect-src 'self' https://api.test wss://live.test;");
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors");
  expect(policy).toMatch(/frame-ancestors https:\/\/shop.test https:\/\/desk.test$/);
  expect(asked[0]?.headers["x-forwarded-for"], "each visitor's own limit").toBe("203.0.113.9");
  expect((await get("/frame.html?key=wk_shop")).status).toBe(404);
});

test("a change of the allowed origins holds at once; while chat-service is away the last answer holds", async () => {
  expect(await ancestorsOf("wk_nobody")).toBe("'none'");
  expect(await ancestorsOf("wk_shop")).toBe("https://shop.test https://desk.test");
  answers["wk_shop"] = { status: 200, allowedOrigins: ["https://new.test"] };
  expect(await ancestorsOf("wk_shop")).toBe("https://new.test https://desk.test");
  answers = { wk_shop: { status: 503 }, wk_nobody: { status: 503 } };
  expect(await ancestorsOf("wk_shop")).toBe("https://new.test https://desk.test");
  expect(await ancestorsOf("wk_nobody"), "nothing is known of it").toBe("'none'");
  answers = { wk_shop: { status: 403 } };
  expect(await ancestorsOf("wk_shop"), "suspended").toBe("'none'");
});

test("a page that may not embed it gets a line for its developers instead of the loader, until that is mended", async () => {
  const loader = (referer: string, key = "wk_shop") => get(`/loader.js?key=${key}`, { referer });
  const own = await loader("https://shop.test/tents");
  expect(own.headers.get("cache-control")).toBe("private, max-age=300");
  expect(await own.text()).toContain("void 0;");
  const foreign = await loader("https://elsewhere.test/");
  expect(foreign.headers.get("cache-control")).toBe("no-store");
  expect(await foreign.text()).toBe(
    `console.warn("Chorus: add https://elsewhere.test to Settings > Allowed websites.");`,
  );
  expect(await (await loader("https://shop.test/", 'wk_");alert(1)//')).text()).toMatch(
    /^console\.warn\("Chorus: there is no company with the key \\"wk_\\"\);alert\(1\)\/\/\\"/,
  );
  answers["wk_shop"] = { status: 200, allowedOrigins: ["https://elsewhere.test"] };
  expect(await (await loader("https://elsewhere.test/")).text(), "at once").toContain("void 0;");
  expect(await (await get("/loader.js?key=wk_shop")).text(), "nobody says where it is").toContain("void 0;");
});

test("while chat-service is away every page gets the loader", async () => {
  answers = { wk_shop: { status: 503 }, wk_new: { status: 503 } };
  const answer = await get("/loader.js?key=wk_new", { referer: "https://anywhere.test/" });
  expect(await answer.text()).toContain("void 0;");
});

test("the loader is kept for minutes, what is named by its content for a year; both compressed", async () => {
  const loader = await get("/loader.js");
  expect(loader.headers.get("cache-control")).toMatch(/^public, max-age=300,/);
  expect(loader.headers.get("content-encoding")).toBe("gzip");
  expect(loader.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(await loader.text()).toBe("void 0;".repeat(100));
  const again = await get("/loader.js", { "if-none-match": loader.headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
  const modern = await get("/loader.js", { "accept-encoding": "gzip, deflate, br, zstd" });
  expect(modern.headers.get("content-encoding")).toBe("br");
  expect(await modern.text()).toBe("void 0;".repeat(100));
  const plain = await get("/loader.js", { "accept-encoding": "identity" });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("content-length")).toBe("700");
  const asset = await get("/assets/frame-1a2b3c.js");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
});

test("it says where the other parts are, and nothing that is not there", async () => {
  const config = await get("/config.json");
  expect(await config.json()).toEqual({ chatUrl: "https://api.test", gatewayUrl: "https://live.test" });
  expect((await get("/readyz")).status).toBe(200);
  for (const address of ["/", "/assets/", "/../package.json", "/%2e%2e/package.json", "//", "/assets/%00"]) {
    expect((await get(address)).status, address).toBeGreaterThanOrEqual(400);
  }
  expect((await fetch(`${server.url}/loader.js`, { method: "POST" })).status).toBe(405);
});
