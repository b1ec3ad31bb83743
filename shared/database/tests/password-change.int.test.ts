import { randomBytes } from "node:crypto";
import { createTestDatabase } from "@chorus/testing/test-database";
import pg from "pg";
import { expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";

test("a role's new password ends none of a service's connections, and is asked of the next: services restart one by one", async () => {
  await using database = await createTestDatabase();
  const owner = new pg.Client(database.adminUrl);
  await owner.connect();
  // A role of its own: those of the services belong to every database of this server.
  const role = `rotated_${randomBytes(6).toString("hex")}`;
  const serviceWith = (password: string) => {
    const url = new URL(database.adminUrl);
    url.username = role;
    url.password = password;
    return openDatabase({ url: url.toString(), poolSize: 1, applicationName: password, onError: () => undefined });
  };
  await owner.query(`create role ${role} login password 'before'`);
  const running = serviceWith("before");
  expect(await running.check()).toBe("ok");
  await owner.query(`alter role ${role} password 'after'`);
  expect(await running.check()).toBe("ok");
  expect(await running.statement("", "select current_user as name", [])).toEqual([{ name: role }]);

  const restarted = serviceWith("after");
  expect(await restarted.statement("", "select current_user as name", [])).toEqual([{ name: role }]);
  const forgotten = serviceWith("before");
  expect(await forgotten.check()).toContain("password authentication failed");
  await Promise.all([running, restarted, forgotten].map((each) => each.close()));
  await owner.query(`drop role ${role}`);
  await owner.end();
});
