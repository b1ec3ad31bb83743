import { expect, test } from "vitest";
import { changeAddress, isOfThisMachine, redisAddress, splitHosts, unsafeServers } from "./server-addresses.ts";

test("an address may name several hosts", () => {
  expect(splitHosts("postgres://c:p@a:5432,b:5433/x?sslmode=require")).toEqual({
    first: "postgres://c:p@a:5432/x?sslmode=require",
    hosts: ["a:5432", "b:5433"],
  });
  expect(splitHosts("redis+sentinel://chorus:p@a,b:1,c/0").hosts).toEqual(["a", "b:1", "c"]);
  for (const one of [
    "postgres://c:p@a/x",
    "/run/redis.sock",
    "no address",
    "redis://a/0?x=1,2",
    "postgres://u:pa,ss@host:5432/x",
  ])
    expect(splitHosts(one)).toEqual({ first: one, hosts: [] });
});

test("it is changed as a whole", () => {
  const change = (url: URL) => {
    url.username = "other";
  };
  expect(changeAddress("postgres://c:p@a:1,b:2/x", change)).toBe("postgres://other:p@a:1,b:2/x");
  expect(changeAddress("postgres://c:p@a:1/x", change)).toBe("postgres://other:p@a:1/x");
});

test("the authority of Redis' certificate goes with its address, where there is TLS", () => {
  const REDIS_CA_FILE = "/etc/ca.pem";
  expect(redisAddress({ REDIS_URL: "redis://a:1/0", REDIS_CA_FILE })).toBe("redis://a:1/0");
  expect(redisAddress({ REDIS_URL: "rediss://a:1/0", REDIS_CA_FILE: "" })).toBe("rediss://a:1/0");
  expect(redisAddress({ REDIS_URL: "rediss+sentinel://g:p@a:1,b:2/0", REDIS_CA_FILE })).toBe(
    "rediss+sentinel://g:p@a:1,b:2/0?caFile=%2Fetc%2Fca.pem",
  );
});

test.each([
  [{ REDIS_URL: "redis+sentinel://chorus@127.0.0.1:1,redis.far:2/0" }, /^REDIS_URL has no password/],
  [{ DATABASE_URL: "postgres://c:chorus-service@127.0.0.1:1,db.far:2/x" }, /^DATABASE_URL has the published/],
])("of several hosts none elsewhere is without a password of its own: %j", (servers, problem) => {
  expect(unsafeServers(servers, "in production")).toEqual([expect.stringMatching(problem)]);
});

test("several hosts of this machine are this machine", () => {
  expect(unsafeServers({ REDIS_URL: "redis+sentinel://chorus@127.0.0.1:1,localhost:2/0" }, "in production")).toEqual(
    [],
  );
  expect(isOfThisMachine(new URL("postgres://x@127.0.0.1/x"))).toBe(true);
});
