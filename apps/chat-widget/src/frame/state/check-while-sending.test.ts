import type { ChatClient } from "@chorus/client-sdk/chat-client";
import { Store } from "@chorus/client-sdk/observable";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import type { ConnectionState } from "@chorus/client-sdk/realtime/connection-state";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkWhileSending } from "./check-while-sending.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sending = [{ status: "pending" }] as OutgoingMessage[];
const refused = [{ status: "failed" }] as OutgoingMessage[];
const online: ConnectionState = { status: "online", connectionId: "c", userId: "u", sinceMs: 0 };

function world() {
  const outgoing = new Store<readonly OutgoingMessage[]>([]);
  const connection = new Store<ConnectionState>(online);
  const nudge = vi.fn<ChatClient["nudge"]>();
  return { outgoing, connection, nudge, stop: checkWhileSending({ outgoing, connection, nudge }) };
}

test("a connection is asked every few seconds while a message is on its way, and only then", () => {
  const { outgoing, nudge } = world();
  vi.advanceTimersByTime(60_000);
  expect(nudge).not.toHaveBeenCalled();
  outgoing.set(sending);
  vi.advanceTimersByTime(5_000);
  expect(nudge).toHaveBeenCalledTimes(2);
  outgoing.set(refused);
  vi.advanceTimersByTime(60_000);
  expect(nudge).toHaveBeenCalledTimes(2);
});

test("one that is lost keeps its pauses, and nobody is asked any more after the end", () => {
  const { outgoing, connection, nudge, stop } = world();
  outgoing.set(sending);
  connection.set({ status: "waiting", attempt: 3, retryAtMs: 9_000 });
  vi.advanceTimersByTime(60_000);
  expect(nudge).not.toHaveBeenCalled();
  connection.set(online);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(nudge).not.toHaveBeenCalled();
});
