import { expect, test } from "vitest";
import { readConfig, type RuntimeConfig } from "../src/lib/session/runtime-config.ts";
import { readAddresses } from "./config.ts";
import { deskHeaders } from "./desk-policy.ts";

const addressesAt = (host: string) => ({
  ...{ chatUrl: `http://${host}:8081`, presenceUrl: `http://${host}:8082`, notificationUrl: `http://${host}:8084` },
  ...{ gatewayUrl: `http://${host}:8080`, summaryUrl: `http://${host}:8083`, commerceUrl: `http://${host}:8086` },
  widgetUrl: `http://${host}:3001`,
});
const directive = (host: string, name: string) => {
  const { "content-security-policy": policy } = deskHeaders(addressesAt(host), false);
  return policy?.split("; ").find((part) => part.startsWith(name));
};

test.each(["127.0.0.1", "localhost"])("on this machine the desk may be opened by either name: %s", (host) => {
  for (const name of ["127.0.0.1", "localhost"]) {
    for (const port of [8080, 8081, 8082, 8083, 8084, 8086])
      expect(directive(host, "connect-src")).toContain(`http://${name}:${port}`);
    expect(directive(host, "connect-src")).toContain(`ws://${name}:8080`);
    expect(directive(host, "img-src")).toContain(`http://${name}:8081`);
    expect(directive(host, "frame-src")).toContain(`http://${name}:3001`);
  }
});

test("anywhere else the addresses are what they are", () => {
  expect(directive("chat.example.com", "frame-src")).toBe("frame-src http://chat.example.com:3001");
});

test("its server tells the desk every address that it asks for: none is left to the page's own origin", () => {
  const told = readAddresses({});
  const read = readConfig(told, {} as RuntimeConfig, "127.0.0.1");
  expect(read).toEqual(told);
  expect(Object.values(read)).not.toContain(undefined);
});
