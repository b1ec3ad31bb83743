import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, readEnv } from "./config.ts";
import { DEVELOPMENT_TWILIO_TOKEN, DEVELOPMENT_VAPID_PRIVATE_KEY } from "./published-secrets.ts";
import { refuseUnsafe, serviceEnvironment, type ServiceSafety } from "./service-environment.ts";

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

const foreignSecrets = {
  TWILIO_AUTH_TOKEN: DEVELOPMENT_TWILIO_TOKEN,
  VAPID_PRIVATE_KEY: DEVELOPMENT_VAPID_PRIVATE_KEY,
};
const random = (seed: string) => `${seed}-8f3kZq0WmT5bYx1LdN7uRc2VhJ9sPg4A`;
const secrets = { INTERNAL_SECRET: random("internal"), CHORUS_SECRET: random("chorus") };
const published = { INTERNAL_SECRET: "development-internal-secret-change-me", CHORUS_OPERATOR_KEY: "dev-operator-key" };

/** Of this machine alone, with nothing that is not safe. */
const here: ServiceSafety = {
  mode: "development",
  host: "127.0.0.1",
  origins: { DESK_ORIGINS: ["http://127.0.0.1:3000", "http://localhost:3000"] },
  servers: { DATABASE_URL: "postgres://c:chorus-service@127.0.0.1:5432/chorus", REDIS_URL: "redis://[::1]:6379" },
  secrets,
};

test.each<Partial<ServiceSafety>>([
  { host: "127.0.0.1" },
  { host: "127.1.2.3" },
  { host: "localhost" },
  { host: "::1" },
  { mode: "test", isBehindProxy: true },
  { servers: { DATABASE_URL: "postgres:///chorus?host=/run/postgresql" } },
])("what is for development is for this machine alone: %j", (where) => {
  const forDevelopment = { CHORUS_FAILPOINTS: "committed=kill@1" };
  expect(refuseUnsafe({ ...here, ...where, secrets: published, foreignSecrets, forDevelopment })).toBe(false);
});

const EXPOSED: Partial<ServiceSafety>[] = [
  { host: "0.0.0.0" },
  { host: "::" },
  { host: "192.168.1.10" },
  { host: "127.0.0.999" },
  { host: "127.0.0.1.example.com" },
  { host: "0.0.0.0", mode: "test" },
  { mode: "production" },
  { isBehindProxy: true },
  { origins: { DESK_ORIGINS: ["https://desk.example"] } },
];

test.each(EXPOSED)("others can reach it, so each published secret is named: %j", (where) => {
  const start = () => refuseUnsafe({ ...here, ...where, secrets: { ...secrets, ...published }, foreignSecrets });
  expect(start).toThrow(/^INTERNAL_SECRET still has its published development value/m);
  expect(start).toThrow(/^CHORUS_OPERATOR_KEY still has its published development value/m);
  expect(start).toThrow(/^TWILIO_AUTH_TOKEN still has its published development value/m);
  expect(start).toThrow(/^VAPID_PRIVATE_KEY still has its published development value/m);
  const own = { foreignSecrets: { TWILIO_AUTH_TOKEN: "short", VAPID_PRIVATE_KEY: "" } };
  expect(refuseUnsafe({ ...here, ...where, ...own })).toBe(true);
});

test.each(EXPOSED)("others can reach it, so whatever production refuses is refused: %j", (where) => {
  const start = () =>
    refuseUnsafe({
      ...here,
      ...where,
      origins: { ...where.origins, WIDGET_ORIGINS: ["http://shop.example"] },
      servers: { ...where.servers, OTHER_REDIS_URL: "redis://redis:6379" },
      receivers: { MODEL_URL: "http://user:hunter2@models.example/v1" },
      forDevelopment: { CHORUS_FAILPOINTS: "committed=kill@1" },
    });
  expect(start).toThrow(/^WIDGET_ORIGINS: http:\/\/shop.example must begin with https/m);
  expect(start).toThrow(/^OTHER_REDIS_URL has no password/m);
  expect(start).toThrow(/^MODEL_URL must begin with https/m);
  expect(start).toThrow(/^CHORUS_FAILPOINTS is for development and tests/m);
  expect(start).not.toThrow(/hunter2/);
});

test.each([" %s", "%s1", "my %s", "%S"])("a published secret is one also as %j", (form) => {
  const value = form.replace("%s", published.INTERNAL_SECRET).replace("%S", published.INTERNAL_SECRET.toUpperCase());
  const start = () => refuseUnsafe({ ...here, mode: "production", secrets: { INTERNAL_SECRET: value } });
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
  for (const mode of ["development", "production"] as const)
    expect(() => refuseUnsafe({ ...here, mode, secrets: wrong })).toThrow(message);
});

test("origins are named; where others come they have TLS unless they are on this machine", () => {
  const check = (...origins: string[]) => refuseUnsafe({ ...here, origins: { DESK_ORIGINS: origins } });
  expect(check("https://desk.example", "http://127.0.0.1:3000")).toBe(true);
  expect(() => check("http://desk.example")).toThrow(/DESK_ORIGINS: http:\/\/desk.example must begin with https/);
  for (const any of ["*", "null", "desk.example"]) expect(() => check(any)).toThrow(/DESK_ORIGINS/);
});

test("keys and messages go by TLS to whoever is not on this machine", () => {
  const check = (url: string) => refuseUnsafe({ ...here, mode: "production", receivers: { MODEL_URL: url } });
  for (const url of ["", "https://api.example/v1", "http://127.0.0.1:11434", "http://localhost:11434"])
    expect(check(url)).toBe(true);
  for (const url of ["http://ollama:11434", "HTTP://api.example", "http://0.0.0.0:11434", "ws://api.example"])
    expect(() => check(url)).toThrow(/^MODEL_URL must begin with https/);
  expect(() => check("api.example")).toThrow(/^MODEL_URL is no address/);
});

test.each([
  [{ DATABASE_URL: "postgres://c:chorus-service@db.internal/chorus" }, /^DATABASE_URL has the published password/],
  [{ DATABASE_URL: "postgres://c:chorus-service@/chorus?host=db.internal" }, /^DATABASE_URL has the published/],
  [{ DATABASE_URL: "postgres://c:chorus%2Dservice@db.far/x" }, /^DATABASE_URL has the published/],
  [{ DATABASE_URL: "postgres://c@db.far/x?sslmode=verify-full&password=chorus-service" }, /^DATABASE_URL has/],
  [{ DATABASE_URL: "postgres://c:chorus-service@x/x?host=127.0.0.1&host=db.far" }, /^DATABASE_URL has/],
])("a data server elsewhere has a password of its own, in development too: %j", (servers, message) => {
  expect(() => refuseUnsafe({ ...here, servers })).toThrow(message);
});

test.each([
  "redis.far",
  "redis.far:6379",
  "//redis.far:6379",
  "user:@redis.far:6379",
  "redis://redis:6379",
  "rediss://redis:6379",
])("where others come a Redis elsewhere has a password: %s", (url) => {
  const start = (mode: "development" | "production") => refuseUnsafe({ ...here, mode, servers: { REDIS_URL: url } });
  expect(() => start("production")).toThrow(/^REDIS_URL has no password/);
  expect(start("development")).toBe(false);
});

test("data servers elsewhere do not let others reach the service; sockets and names below localhost are this machine's", () => {
  const password = "8f3kZq0WmT5b";
  const far = { REDIS_URL: `redis://:${password}@redis:6379`, DATABASE_URL: `postgres://c:${password}@db.far/x` };
  expect(refuseUnsafe({ ...here, servers: far })).toBe(false);
  const near = { REDIS_URL: "/run/redis.sock", DATABASE_URL: "postgres://c:chorus-service@%2Frun%2Fpostgresql/x" };
  expect(refuseUnsafe({ ...here, mode: "production", servers: near })).toBe(true);
  expect(refuseUnsafe({ ...here, origins: { DESK_ORIGINS: ["http://desk.localhost:3000"] } })).toBe(false);
});

test("what is no address of a data server is left to its client", () => {
  expect(refuseUnsafe({ ...here, mode: "production", servers: { DATABASE_URL: "no address" } })).toBe(true);
});

test("a secret that only looks long because of a comma in it is told that it is read as two", () => {
  const start = (value: string) => () => refuseUnsafe({ ...here, secrets: { INTERNAL_SECRET: value } });
  expect(start("a secret of the bench, for nobody but itself")).toThrow(
    /^(?:INTERNAL_SECRET: each of its values, separated by a comma, must have at least 32 characters\n?){2}$/,
  );
  expect(start(",short")).toThrow(/^INTERNAL_SECRET must have at least 32 characters$/);
});

test("while the services' secret is changed, both of its values are as strict as one", () => {
  const both = (first: string, second: string) =>
    refuseUnsafe({ ...here, mode: "production", secrets: { INTERNAL_SECRET: `${first}, ${second}` } });
  expect(both(random("old"), random("new"))).toBe(true);
  expect(() => both(random("old"), "short")).toThrow(
    /^INTERNAL_SECRET: each of its values, separated by a comma, must have at least 32 characters$/,
  );
  expect(() => both(random("new"), published.INTERNAL_SECRET)).toThrow(
    "INTERNAL_SECRET still has its published development value",
  );
});
