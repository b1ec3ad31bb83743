import { expect, test } from "vitest";
import { isAllowedEndpoint, isPublicAddress } from "./endpoints.ts";

const hosts = ["fcm.googleapis.com", "*.push.services.mozilla.com"];
const production = { hosts, doubleOrigin: null };

test.each(["https://fcm.googleapis.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/x"])(
  "%s is a push service",
  (endpoint) => {
    expect(isAllowedEndpoint(endpoint, production)).toBe(true);
  },
);

test.each([
  "http://fcm.googleapis.com/x",
  "https://fcm.googleapis.com:8443/x",
  "https://fcm.googleapis.com.evil.test/x",
  "https://evilpush.services.mozilla.com/x",
  "https://push.services.mozilla.com/x",
  "https://user:password@fcm.googleapis.com/x",
  "https://127.0.0.1/x",
  "https://2130706433/x",
  "https://0x7f.1/x",
  "https://[::1]/x",
  "https://[::ffff:127.0.0.1]/x",
  "https://localhost/x",
  "file:///etc/passwd",
  "not an address",
])("%s is none", (endpoint) => {
  expect(isAllowedEndpoint(endpoint, production)).toBe(false);
});

test("a double is for development, and only at its own origin", () => {
  const development = { hosts, doubleOrigin: "http://127.0.0.1:4011" };
  expect(isAllowedEndpoint("http://127.0.0.1:4011/push/x", development)).toBe(true);
  expect(isAllowedEndpoint("http://127.0.0.1:4012/push/x", development)).toBe(false);
  expect(isAllowedEndpoint("http://127.0.0.1:4011/push/x", production)).toBe(false);
});

test.each([
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.0.1", "192.168.1.1", "224.0.0.1"],
  ...["::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "not one"],
])("%s is not on the internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "172.32.0.1", "2a00:1450:4001::200a"])("%s is", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});
