import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { type ThreadCalls, threadCalls } from "../src/threads/thread-calls.ts";

/** Echoes, turns in circles for ever, or ends: as code of ours would when somebody finds out how. */
const CODE = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", (question) => {
    if (question === "hang") for (;;);
    if (question === "end") process.exit(3);
    parentPort.postMessage(question === "fail" ? { error: "cannot" } : { result: question });
  });
  parentPort.postMessage({ isReady: true });`;

let started = 0;
const make = (deadlineMs = 300): ThreadCalls<string, string> =>
  threadCalls<string, string>("local-summariser", {
    deadlineMs,
    open: () => ((started += 1), new Worker(CODE, { eval: true })),
  });
let thread = make();
afterEach(async () => {
  await thread.close();
  started = 0;
});

test("a tenant's many questions do not delay another's one", async () => {
  thread = make();
  const order: string[] = [];
  const ask = (turn: string, question: string) => thread.ask(question, { turn }).then((answer) => order.push(answer));
  await Promise.all([...Array.from({ length: 50 }, (_, index) => ask("a", `a${index}`)), ask("b", "b0")]);
  expect(order.indexOf("b0")).toBeLessThan(3);
});

test("what does not come back ends with its thread, and the others are answered by a new one", async () => {
  thread = make();
  const hung = thread.ask("hang", { turn: "a" }).catch((error: Error) => error.message);
  const others = [thread.ask("next", { turn: "a" }), thread.ask("other", { turn: "b" })];
  expect(await hung).toMatch(/did not answer within 300 ms/);
  expect(await Promise.all(others)).toEqual(["next", "other"]);
  expect(started).toBe(2);
});

test("a thread that dies takes only its own question along; one that fails none", async () => {
  thread = make();
  const died = thread.ask("end", { turn: "a" }).catch((error: Error) => error.message);
  const failed = thread.ask("fail", { turn: "b" }).catch((error: Error) => error.message);
  const sound = thread.ask("sound", { turn: "c" });
  expect([await died, await failed, await sound]).toEqual([
    "thread local-summariser ended with code 3",
    "cannot",
    "sound",
  ]);
});

test("who leaves while waiting is not worked for", async () => {
  thread = make(2_000);
  const leaving = new AbortController();
  const first = thread.ask("first", { turn: "a" });
  const left = thread.ask("left", { turn: "a", signal: leaving.signal }).catch((error: Error) => error.message);
  leaving.abort(new Error("gone"));
  expect([await first, await left]).toEqual(["first", "gone"]);
});

test("closing answers everybody who waits", async () => {
  thread = make();
  const waiting = [thread.ask("hang", { turn: "a" }), thread.ask("b", { turn: "b" })];
  const settled = Promise.allSettled(waiting);
  await thread.close();
  expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
