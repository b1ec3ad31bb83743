import type { Fault } from "../fault.ts";
import { setTimeout as delay } from "node:timers/promises";

/** Longer than the gateway waits for an answer: it gives up on what is stored, and asks again. */
const WAIT_MS = 6_000;

export const delayAfterCommit: Fault = {
  name: "chat-slow-committed",
  title: "chat-service: 6 s between commit and publish, every fifth time",
  async run({ cluster: { chat } }) {
    chat.kill("SIGTERM");
    await chat.ended();
    await chat.start({ variables: { CHORUS_FAILPOINTS: `committed=wait:${WAIT_MS}@0.2` } });
    await delay(8_000);
    chat.kill("SIGTERM");
    await chat.ended();
    await chat.start();
  },
};
