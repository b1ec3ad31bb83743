import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, readEnv } from "./config.ts";
import { DEVELOPMENT_TWILIO_TOKEN, DEVELOPMENT_VAPID_PRIVATE_KEY } from "./published-secrets.ts";
import {
  refuseUnsafeOrigins,
  refuseUnsafeSecrets,
  refuseUnsafeServers,
  serviceEnvironment,
} from "./service-environment.ts";

const schema = z.object({ ...serviceEnvironment, PORT: z.coerce.number().describe("where to listen") });

test("names every variable that is missing or not usable, one line each, and says what it is for", () => {
  const read = () => readEnv(schema, { INTERNAL_SECRET: "short", LOG_PRETTY: "perhaps" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/^PORT is missing: where to listen$/m);
  expect(read).toThrow(/^INTERNAL_SECRET is not usable: .*32/m);
  expect(read).toThrow(/^LOG_PRETTY is not usable: /m);
});

test("an empty value is an absent one", () => {
  expect(readEnv(schema, { PORT: "1", LOG_LEVEL: "  " }).LOG_LEVEL).toBe("info");
});

const here = ["http://127.0.0.1:3000", "http://localhost:3000"];
const foreignSecrets = {
  TWILIO_AUTH_TOKEN: DEVELOPMENT_TWILIO_TOKEN,
  VAPID_PRIVATE_KEY: DEVELOPMENT_VAPID_PRIVATE_KEY,
};
const random = (seed: string) => `${seed}-8f3kZq0WmT5bYx1LdN7uRc2VhJ9sPg4A`;
const secrets = { INTERNAL_SECRET: random("internal"), CHORUS_SECRET: random("chorus") };
const published = { INTERNAL_SECRET: "development-internal-secret-change-me", CHORUS_OPERATOR_KEY: "dev-operator-key" };

test.each([
  { host: "127.0.0.1", isProduction: false },
  { host: "127.1.2.3", isProduction: false },
  { host: "localhost", isProduction: false },
  { host: "::1", isProduction: false },
])("published secrets are for this machine alone: $host", (where) => {
  expect(() => refuseUnsafeSecrets({ ...where, origins: here, secrets: published, foreignSecrets })).not.toThrow();
});

test.each([
  { host: "0.0.0.0", isProduction: false },
  { host: "::", isProduction: false },
  { host: "192.168.1.10", isProduction: false },
  { host: "127.0.0.999", isProduction: false },
  { host: "127.0.0.1.example.com", isProduction: false },
  { host: "127.0.0.1", isProduction: true },
  { host: "127.0.0.1", isProduction: false, isBehindProxy: true },
  { host: "127.0.0.1", isProduction: false, origins: [...here, "https://desk.example"] },
])(
  "others can reach it, so each published secret is named: $host, production $isProduction, proxy $isBehindProxy, $origins",
  (where) => {
    const start = () =>
      refuseUnsafeSecrets({ origins: here, ...where, secrets: { ...secrets, ...published }, foreignSecrets });
    expect(start).toThrow(/^INTERNAL_SECRET still has its published development value/m);
    expect(start).toThrow(/^CHORUS_OPERATOR_KEY still has its published development value/m);
    expect(start).toThrow(/^TWILIO_AUTH_TOKEN still has its published development value/m);
    expect(start).toThrow(/^VAPID_PRIVATE_KEY still has its published development value/m);
    const own = { secrets, foreignSecrets: { TWILIO_AUTH_TOKEN: "short", VAPID_PRIVATE_KEY: "" } };
    expect(() => refuseUnsafeSecrets({ origins: here, ...where, ...own })).not.toThrow();
  },
);

test.each([" %s", "%s1", "my %s", "%S"])("a published secret is one also as %j", (form) => {
  const value = form.replace("%s", published.INTERNAL_SECRET).replace("%S", published.INTERNAL_SECRET.toUpperCase());
  const start = () =>
    refuseUnsafeSecrets({ host: "127.0.0.1", isProduction: true, origins: here, secrets: { INTERNAL_SECRET: value } });
  expect(start).toThrow(/^INTERNAL_SECRET still has its published development value/m);
});

test.each([
  [{ CHORUS_OPERATOR_KEY: "operator" }, /CHORUS_OPERATOR_KEY must have at least 32 characters/],
  [{ CHORUS_SECRET: "a".repeat(40) }, /CHORUS_SECRET is no random text/],
  [{ CHORUS_SECRET: "0123456789".repeat(4) }, /CHORUS_SECRET is no random text/],
  [{ CHORUS_SECRET: "zyxwvutsrqponmlkjihgfedcba9876543210" }, /CHORUS_SECRET is no random text/],
  [{ CHORUS_SECRET: "8f3kZq0WmT5b".repeat(3) }, /CHORUS_SECRET is no random text/],
  [{ CHORUS_SECRET: "8f3kZq0WmT5bYx".repeat(3).slice(0, 35) }, /CHORUS_SECRET is no random text/],
  [{ CHORUS_SECRET: random("one"), INTERNAL_SECRET: random("one") }, /INTERNAL_SECRET is the same as CHORUS_SECRET/],
])("a secret that is short, no random text or used twice is refused everywhere: %j", (wrong, message) => {
  for (const isProduction of [false, true])
    expect(() => refuseUnsafeSecrets({ host: "127.0.0.1", isProduction, origins: here, secrets: wrong })).toThrow(
      message,
    );
});

test("origins are named; in production they have TLS unless they are on this machine", () => {
  const check = (isProduction: boolean, ...origins: string[]) =>
    refuseUnsafeOrigins(isProduction, { DESK_ORIGINS: origins });
  expect(() => check(false, "http://desk.example")).not.toThrow();
  expect(() => check(true, "https://desk.example", "http://127.0.0.1:3000")).not.toThrow();
  expect(() => check(true, "http://desk.example")).toThrow(/DESK_ORIGINS: http:\/\/desk.example must begin with https/);
  for (const any of ["*", "null", "desk.example"]) expect(() => check(false, any)).toThrow(/DESK_ORIGINS/);
});

test.each([
  [
    false,
    { DATABASE_URL: "postgres://c:chorus-service@db.internal/chorus" },
    /^DATABASE_URL has the published password/,
  ],
  [false, { DATABASE_URL: "postgres://c:chorus-service@/chorus?host=db.internal" }, /^DATABASE_URL has the published/],
  [false, { DATABASE_URL: "postgres://c:chorus%2Dservice@db.far/x" }, /^DATABASE_URL has the published/],
  [false, { DATABASE_URL: "postgres://c@db.far/x?sslmode=verify-full&password=chorus-service" }, /^DATABASE_URL has/],
  [false, { DATABASE_URL: "postgres://c:chorus-service@x/x?host=127.0.0.1&host=db.far" }, /^DATABASE_URL has/],
  [true, { REDIS_URL: "redis.far:6379" }, /^REDIS_URL has no password/],
  [true, { REDIS_URL: "//redis.far:6379" }, /^REDIS_URL has no password/],
  [true, { REDIS_URL: "redis://redis:6379" }, /^REDIS_URL has no password/],
  [true, { REDIS_URL: "rediss://redis:6379" }, /^REDIS_URL has no password/],
])("production %s: a data server elsewhere has a password of its own: %j", (isProduction, urls, message) => {
  expect(() => refuseUnsafeServers(isProduction, urls)).toThrow(message);
});

test.each([
  [true, { DATABASE_URL: "postgres://c:chorus-service@127.0.0.1:5432/chorus", REDIS_URL: "redis://[::1]:6379" }],
  [true, { DATABASE_URL: "postgres:///chorus?host=/run/postgresql", REDIS_URL: "redis://:8f3kZq0WmT5b@redis:6379" }],
  [false, { DATABASE_URL: "postgres://c:8f3kZq0WmT5b@db.internal/chorus", REDIS_URL: "redis://redis:6379" }],
  [true, { DATABASE_URL: "no address" }],
])("production %s: %j is accepted", (isProduction, urls) => {
  expect(() => refuseUnsafeServers(isProduction, urls)).not.toThrow();
});
