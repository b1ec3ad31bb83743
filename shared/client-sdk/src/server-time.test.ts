import { expect, test } from "vitest";
import { Store } from "./observable.ts";
import { ServerTime } from "./server-time.ts";

test("the time is the server's once its clock is known, and stays so when the connection is gone", () => {
  let ownMs = 1_000_000;
  const time = new ServerTime({ now: () => ownMs });
  expect([time.nowMs(), time.now.getSnapshot()]).toEqual([1_000_000, 1_000_000]);
  const offset = new Store<number | null>(null);
  const leave = time.follow(offset);
  expect(time.nowMs()).toBe(1_000_000);
  offset.set(-86_400);
  expect([time.nowMs(), time.now.getSnapshot()]).toEqual([913_600, 913_600]);
  ownMs += 60;
  expect([time.nowMs(), time.now.getSnapshot()]).toEqual([913_660, 913_600]);
  time.tick();
  expect(time.now.getSnapshot()).toBe(913_660);
  leave();
  offset.set(null);
  expect(time.nowMs()).toBe(913_660);
});
