import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";
import { expect, test } from "vitest";
import { giveWayToOthers } from "../src/background-priority.ts";

async function child(detached: boolean) {
  const process_ = spawn(process.execPath, ["--eval", "process.stdin.resume()"], { detached });
  await once(process_, "spawn");
  const pid = process_.pid ?? 0;
  return {
    pid,
    autogroup: () => readFileSync(`/proc/${pid}/autogroup`, "utf8"),
    async [Symbol.asyncDispose]() {
      process_.stdin.end();
      await once(process_, "exit");
    },
  };
}

test("a background process has a lower priority", async () => {
  await using leader = await child(true);
  // The tests themselves may have been started with a lower one.
  const before = getPriority(leader.pid);
  giveWayToOthers(leader.pid);
  expect(getPriority(leader.pid)).toBe(Math.max(before, 5));
});

test("one that was started with a lower priority keeps it", async () => {
  await using leader = await child(true);
  setPriority(leader.pid, 12);
  giveWayToOthers(leader.pid);
  expect(getPriority(leader.pid)).toBe(12);
});

test.skipIf(!existsSync("/proc/self/autogroup"))(
  "where Linux shares the processor between sessions, the session it leads is lowered, and no other's",
  async () => {
    await using leader = await child(true);
    await using member = await child(false);
    const before = member.autogroup();
    giveWayToOthers(leader.pid);
    giveWayToOthers(member.pid);
    expect(leader.autogroup()).toMatch(/ nice 10\s*$/);
    expect(member.autogroup()).toBe(before);
  },
);
