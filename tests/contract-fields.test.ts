import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ClientFrame } from "@chorus/contracts/frames/client-frame";
import { SIGNALS } from "@chorus/contracts/frames/signals";
import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { expect, test } from "vitest";

/**
 * Fields of requests that nothing reads yet, each with the issue that will: they answer 422 `not_available`.
 * When an issue is built its line goes.
 */
const NOT_READ_YET: Record<string, string> = {
  "chat-service body totp": "two factors (later)",
  "websocket-gateway frame attachmentIds": "22: a desk for whole teams, part 1",
  "chat-service body skills": "24: routing",
  "chat-service body capacity": "24: routing",
  "notification-worker query channel=webhook": "webhooks (later)",
};

type Schema = NonNullable<RouteSpec["responses"][number]>;

interface Field {
  service: string;
  kind: "body" | "query" | "frame";
  name: string;
}

/** Every field of every request that a service takes, however deep. */
function requestFields(): Field[] {
  const fields = new Map<string, Field>();
  const add = (service: string, kind: Field["kind"], schema: Schema | undefined) => {
    for (const name of namesOf(schema)) fields.set(`${service} ${kind} ${name}`, { service, kind, name });
  };
  for (const route of ALL_ROUTES) {
    add(route.service, "body", route.body);
    add(route.service, "query", route.query);
  }
  add("websocket-gateway", "frame", ClientFrame);
  return [...fields.values()];
}

interface Definition {
  shape?: Record<string, Schema>;
  options?: Schema[];
  innerType?: Schema;
  in?: Schema;
  element?: Schema;
  valueType?: Schema;
}

function namesOf(schema: Schema | undefined): string[] {
  if (!schema) return [];
  const { shape = {}, options = [], innerType, in: input, element, valueType } = schema.def as Definition;
  const inside = [...options, innerType, input, element, valueType].filter((one) => one !== undefined);
  const own = Object.entries(shape).flatMap(([name, field]) => [name, ...namesOf(field)]);
  // A union's options and wrappers; an array's `element` is a schema, a literal's is not.
  return [...own, ...inside.filter((one) => typeof one === "object" && "def" in one).flatMap(namesOf)];
}

/** Source without tests, by file, of services and of what shows their answers (a widget's greeting is the widget's to read). */
function sourcesOf(folder: string): string[] {
  const root = path.join(import.meta.dirname, "..", folder);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\bsrc\b.*\.tsx?$/.test(file) && !/node_modules|\.test\.tsx?$|(^|\/)testing\//.test(file))
    .map((file) => readFileSync(path.join(root, file), "utf8"));
}

const everywhere = [...sourcesOf("services"), ...sourcesOf("apps")].join("\n");
/** The one handler of all signals reads them by their definition. */
const FLAGS: ReadonlySet<string> = new Set(Object.values(SIGNALS).map(({ flag }) => flag));
function isRead({ name }: Pick<Field, "name">): boolean {
  if (FLAGS.has(name)) return true;
  // Taken out of an object, named in a destructuring, or handed on under its name.
  return new RegExp(`\\.${name}\\b|["']${name}["']|[{,(\\s]${name}\\s*[,}:=?]`).test(everywhere);
}

const fields = requestFields();

test("contracts have the fields this test is about", () => {
  expect(fields.length).toBeGreaterThan(150);
  expect(fields).toContainEqual({ service: "chat-service", kind: "body", name: "snoozedUntil" });
  expect(isRead({ name: "aFieldThatNobodyHasHeardOf" })).toBe(false);
});

test("every field of every request has a reader", () => {
  const unread = fields
    .filter((field) => !isRead(field))
    .map(({ service, kind, name }) => `${service} ${kind} ${name}`);
  expect(unread.filter((name) => !(name in NOT_READ_YET))).toEqual([]);
});

test("what nothing reads yet is refused by name, and the list names only what is still in a contract", () => {
  const known = new Set(fields.map(({ service, kind, name }) => `${service} ${kind} ${name}`));
  for (const name of Object.keys(NOT_READ_YET)) expect(known, name).toContain(name.replace(/=.*/, ""));
  for (const name of Object.keys(NOT_READ_YET)) {
    const [service = ""] = name.split(" ");
    const field = /(\w+)(?:=(\w+))?$/.exec(name);
    const word = field?.[2] ?? field?.[1] ?? "";
    const refusals = sourcesOf(`services/${service}`).filter(
      (text) => text.includes("not_available") && text.includes(word),
    );
    expect(refusals.length, `${name} is refused with not_available`).toBeGreaterThan(0);
  }
});
