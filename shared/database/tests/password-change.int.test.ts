import { randomBytes } from "node:crypto";
import { createTestDatabase } from "@chorus/testing/test-database";
import pg from "pg";
import { expect, test } from "vitest";

test("a role's new password ends none of its connections, and is asked of the next: services restart one by one", async () => {
  await using database = await createTestDatabase();
  const owner = new pg.Client(database.adminUrl);
  await owner.connect();
  // A role of its own: those of the services belong to every database of this server.
  const role = `rotated_${randomBytes(6).toString("hex")}`;
  const urlWith = (password: string) => {
    const url = new URL(database.adminUrl);
    url.username = role;
    url.password = password;
    return url.toString();
  };
  await owner.query(`create role ${role} login password 'before'`);
  const running = new pg.Client(urlWith("before"));
  await running.connect();
  await owner.query(`alter role ${role} password 'after'`);
  expect((await running.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  const restarted = new pg.Client(urlWith("after"));
  await restarted.connect();
  expect((await restarted.query("select current_user as name")).rows).toEqual([{ name: role }]);
  await expect(new pg.Client(urlWith("before")).connect()).rejects.toThrow("password authentication failed");
  await running.end();
  await restarted.end();
  await owner.query(`drop role ${role}`);
  await owner.end();
});
