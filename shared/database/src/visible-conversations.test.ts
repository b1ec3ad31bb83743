import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { ROLES } from "@chorus/contracts/permissions";
import { expect, test } from "vitest";
import { type ConversationViewer, visibleConversations } from "./visible-conversations.ts";

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const database = new Kysely<unknown>({ dialect });
const conditionFor = (viewer: ConversationViewer, alias?: string) => {
  const { sql, parameters } = visibleConversations(viewer, alias).compile(database);
  return [sql, ...parameters];
};

test("a customer sees their own, whatever the table is called in the query", () => {
  expect(conditionFor({ role: "customer", userId: "u1" })).toEqual([`"c"."customer_id" = $1`, "u1"]);
  expect(conditionFor({ role: "customer", userId: "u1" }, "found")).toEqual([`"found"."customer_id" = $1`, "u1"]);
});

test.each(ROLES.filter((role) => role !== "customer"))("%s sees all of the tenant's", (role) => {
  expect(conditionFor({ role, userId: "u1" })).toEqual(["true"]);
});
