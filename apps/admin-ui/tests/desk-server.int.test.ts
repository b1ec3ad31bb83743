import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAddresses } from "../server/config.ts";
import { startDeskServer, type DeskServer } from "../server/desk-server.ts";

let folder: string;
let server: DeskServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-desk-"));
  await mkdir(path.join(folder, "assets"));
  await writeFile(path.join(folder, "index.html"), "<!doctype html><title>Chorus</title>");
  await writeFile(path.join(folder, "assets/main-1a2b.js"), "export {};");
  const addresses = readAddresses({
    CHORUS_GATEWAY_URL: "https://live.test",
    CHORUS_WIDGET_URL: "https://widget.test",
  });
  server = await startDeskServer({ folder, host: "127.0.0.1", port: 0, addresses });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test.each(["/", "/inbox/mine", "/conversations/1", "/config.json", "/assets/main-1a2b.js", "/assets/gone.js"])(
  "%s comes with the policy: framed by nobody, own scripts only, no string becomes one",
  async (address) => {
    const { headers } = await fetch(server.url + address);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types chorus-worker");
    expect(policy).toContain("https://live.test wss://live.test");
    expect(policy).toContain("frame-src https://widget.test;");
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "strict-transport-security": expect.stringContaining("max-age="),
    });
  },
);

test("every address of the desk is its page; a file that is not there is none", async () => {
  expect(await (await fetch(`${server.url}/inbox/queue/1`)).text()).toContain("<title>Chorus</title>");
  const asset = await fetch(`${server.url}/assets/main-1a2b.js`);
  expect([asset.status, asset.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
  expect((await fetch(`${server.url}/assets/main-0000.js`)).status).toBe(404);
  expect(await (await fetch(`${server.url}/config.json`)).json()).toMatchObject({ widgetUrl: "https://widget.test" });
  expect(await (await fetch(`${server.url}/..%2f..%2fpackage.json`)).text()).not.toContain("dependencies");
});
