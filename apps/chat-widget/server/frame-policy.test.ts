import { expect, test } from "vitest";
import { framePolicy } from "./frame-policy.ts";

const addresses = { chatUrl: "http://chat.test", gatewayUrl: "https://live.test", deskUrl: "https://desk.test" };
const policy = (allowedOrigins: string[] | null, isViteServer = false) =>
  framePolicy({ ...addresses, allowedOrigins, isViteServer });

test("only the tenant's own pages, and the desk, may embed it", () => {
  expect(policy(["https://shop.test"])).toMatch(/frame-ancestors https:\/\/shop.test https:\/\/desk.test$/);
  expect(policy(null)).toMatch(/frame-ancestors 'none'$/);
  expect(policy([])).toMatch(/frame-ancestors https:\/\/desk.test$/);
  expect(policy([], true)).toMatch(/frame-ancestors \*$/);
});

test("an origin cannot add directives", () => {
  expect(policy(["https://shop.test; script-src *"])).not.toContain("script-src *");
});

test("it runs its own scripts only, and strings never become scripts or HTML", () => {
  expect(policy([])).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy([])).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
  expect(policy([])).toContain("img-src 'self' data: https: http://chat.test;");
  expect(policy([])).toContain("connect-src 'self' http://chat.test wss://live.test;");
});
