import { waitFor } from "@chorus/kernel/wait";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import type { Fault } from "../fault.ts";

/** 24,000 bytes: the kernels on both ends take some megabytes before the gateway notices anything. */
const BODY = "€".repeat(8_000);
const MESSAGES = 600;
const CLOSED_WITHIN_MS = 60_000;
/** Every member gets all of it: 140 MB, for whatever processor there is. What is left of it would be taken for the recovery. */
const SENT_WITHIN_MS = 400_000;

/** Somebody stops reading while more than 14 MB come for them; the others must not notice. */
export const readSlowly: Fault = {
  name: "slow-reader",
  title: "a reader that stops reading, 14 MB for it",
  async run({ cluster: { gateways }, crowd }) {
    const writers = crowd.people.filter((person) => person.audience === "agents" && !person.isCareless).slice(0, 2);
    const conversationId = writers[0]?.conversationIds[0] ?? "";
    const slow = new TestClient(`${gateways[0].url.replace("http", "ws")}/ws`);
    await slow.hello(writers[0]?.member.token);
    await slow.request({ type: "subscribe", conversationId });
    slow.socket.pause();
    for (let sent = 0; sent < MESSAGES; sent += 1) writers[sent % writers.length]?.send(conversationId, BODY);
    const isSent = () => writers.every((writer) => writer.chat.outgoing.getSnapshot().length < 5);
    const hasSentAll = await waitFor(isSent, { timeoutMs: SENT_WITHIN_MS });
    slow.socket.resume();
    const closed = await waitFor(() => slow.socket.readyState === slow.socket.CLOSED, { timeoutMs: CLOSED_WITHIN_MS });
    slow.socket.terminate();
    return [
      ...(hasSentAll ? [] : ["not everything could be said"]),
      ...(closed ? [] : ["the slow reader was not let go"]),
    ];
  },
};
