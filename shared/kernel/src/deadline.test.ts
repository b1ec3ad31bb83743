import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { withDeadline } from "./deadline.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("it fires when the time is over, also after a collection of garbage", async () => {
  using deadline = withDeadline(new AbortController().signal, 50);
  const fired = once(deadline.signal, "abort");
  await setImmediate();
  collectGarbage();
  await fired;
  expect(deadline.signal.reason).toMatchObject({ name: "TimeoutError" });
});

test("it fires with the signal it was made of, with the same reason, also when that had fired before", () => {
  const controller = new AbortController();
  using before = withDeadline(controller.signal, 60_000);
  controller.abort("stopped");
  using after = withDeadline(controller.signal, 60_000);
  expect([before.signal.reason, after.signal.reason]).toEqual(["stopped", "stopped"]);
});

test("once disposed it holds nothing and does not fire", async () => {
  const controller = new AbortController();
  const deadline = withDeadline(controller.signal, 1);
  deadline[Symbol.dispose]();
  controller.abort();
  await setImmediate();
  expect(deadline.signal.aborted).toBe(false);
});
