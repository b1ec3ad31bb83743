import { CLOSE } from "@chorus/contracts/frames/close-codes";
import type { WebSocket as NodeWebSocket } from "ws";
import { expect, test, vi } from "vitest";
import { ChorusOffline } from "../problem.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeGateway } from "../testing/fake-socket.ts";
import { Connection } from "./connection.ts";
import { socketUrl, type WebSocketLike } from "./web-socket.ts";

const settled = () => vi.waitFor(() => undefined);

function setup(
  tokens: { token?: () => Promise<string | null>; renew?: (old: string | null) => Promise<string | null> } = {},
) {
  const clock = new FakeClock();
  const gateway = new FakeGateway();
  const connection = new Connection({
    gatewayUrl: "http://gateway.test:8080",
    WebSocket: gateway.WebSocket,
    tokens: { token: async () => "t1", renew: async () => "t2", ...tokens },
    clock,
    random: () => 0.5,
  });
  return { clock, gateway, connection };
}

async function online(options: Parameters<typeof setup>[0] = {}) {
  const all = setup(options);
  all.connection.start();
  await settled();
  all.gateway.socket.accept();
  return all;
}

const fits = (socket: WebSocket | NodeWebSocket): WebSocketLike => socket;

test("sockets of browsers and of `ws` fit", () => {
  expect(fits).toBeTypeOf("function");
  expect(socketUrl("https://chat.example/base/")).toBe("wss://chat.example/base/ws");
});

test("offers chorus.v1, says hello with token and positions, is online when welcome", async () => {
  const { gateway, connection } = setup();
  const resume = [{ conversationId: "0192f0c0-0000-7000-8000-000000000001", afterSeq: 7, epoch: "e1" }];
  connection.setResumeSource(() => resume);
  connection.start();
  await settled();
  expect(connection.state.getSnapshot()).toEqual({ status: "connecting", attempt: 0 });
  gateway.socket.accept();
  expect(gateway.socket).toMatchObject({ url: "ws://gateway.test:8080/ws", protocols: ["chorus.v1"] });
  expect(gateway.socket.sent).toEqual([{ type: "hello", token: "t1", resume }]);
  expect(connection.state.getSnapshot().status).toBe("online");
});

test("answers the heartbeat", async () => {
  const { gateway } = await online();
  gateway.socket.push({ type: "ping", n: 3, heads: {} });
  expect(gateway.socket.take("pong")).toEqual({ type: "pong", n: 3 });
});

test("35 s of silence end the socket, half-open or not, and it connects again", async () => {
  const { clock, gateway, connection } = await online();
  clock.advance(20_000);
  gateway.socket.push({ type: "ping", n: 1, heads: {} });
  clock.advance(34_999);
  expect(connection.isOnline).toBe(true);
  clock.advance(1);
  expect(gateway.socket.isClosed).toBe(true);
  expect(connection.state.getSnapshot().status).toBe("waiting");
  clock.advance(250);
  await settled();
  expect(gateway.sockets).toHaveLength(2);
});

test("backs off with full jitter and starts over after 30 s of health", async () => {
  const { clock, gateway, connection } = await online();
  const waits: number[] = [];
  const loseAndWait = async (accepted: boolean, code = 1006) => {
    gateway.socket.drop(code);
    const state = connection.state.getSnapshot();
    if (state.status !== "waiting") throw new Error(state.status);
    waits.push(state.retryAtMs - clock.now());
    clock.advance(state.retryAtMs - clock.now());
    await settled();
    if (accepted) gateway.socket.accept();
  };
  await loseAndWait(false);
  await loseAndWait(false);
  await loseAndWait(true);
  clock.advance(29_000);
  await loseAndWait(true, CLOSE.slowReader.code);
  clock.advance(30_000);
  await loseAndWait(true, CLOSE.draining.code);
  expect(waits).toEqual([250, 500, 1000, 2000, 250]);
});

test("after 4005 it renews the token first", async () => {
  const renewed: (string | null)[] = [];
  const { clock, gateway } = await online({
    renew: async (old) => {
      renewed.push(old);
      return "t2";
    },
  });
  gateway.socket.drop(CLOSE.tokenExpired.code);
  clock.advance(250);
  await settled();
  gateway.socket.accept();
  expect(renewed).toEqual(["t1"]);
  expect(gateway.socket.take("hello").token).toBe("t2");
});

test("after 4006 it waits out the window of strikes", async () => {
  const { clock, gateway, connection } = await online();
  gateway.socket.drop(CLOSE.rateLimited.code);
  expect(connection.state.getSnapshot()).toMatchObject({ retryAtMs: clock.now() + 10_250 });
});

test("4500 and above end for good, with the reason", async () => {
  const { clock, gateway, connection } = await online();
  gateway.socket.drop(CLOSE.revoked.code);
  expect(connection.state.getSnapshot()).toEqual({ status: "stopped", reason: "revoked" });
  clock.advance(60_000);
  await settled();
  expect(gateway.sockets).toHaveLength(1);
});

test("auth.expiring sends a fresh token on the open socket", async () => {
  const { gateway } = await online();
  gateway.socket.push({ type: "auth.expiring", inMs: 60_000 });
  await settled();
  expect(gateway.socket.take("refresh").token).toBe("t2");
});

test("goaway keeps the socket until the gateway's moment, then connects elsewhere at once", async () => {
  const { clock, gateway, connection } = await online();
  gateway.socket.push({ type: "goaway", retryMs: 3_000, reason: "draining" });
  clock.advance(2_999);
  expect(connection.isOnline).toBe(true);
  clock.advance(1);
  clock.advance(0);
  await settled();
  expect(gateway.sockets).toHaveLength(2);
});

test("goaway followed by an early close waits for the rest of the time", async () => {
  const { clock, gateway, connection } = await online();
  gateway.socket.push({ type: "goaway", retryMs: 3_000, reason: "draining" });
  clock.advance(1_000);
  gateway.socket.drop(CLOSE.draining.code);
  expect(connection.state.getSnapshot()).toMatchObject({ status: "waiting", retryAtMs: clock.now() + 2_000 });
});

test("without a session it stops; without a network it tries again", async () => {
  const none = setup({ token: async () => null });
  none.connection.start();
  await settled();
  expect(none.connection.state.getSnapshot()).toEqual({ status: "stopped", reason: "signed_out" });
  const offline = setup({ token: () => Promise.reject(new ChorusOffline("network")) });
  offline.connection.start();
  await settled();
  expect(offline.connection.state.getSnapshot().status).toBe("waiting");
});

test("a nudge does not wait, and after sleep it does not trust the old socket", async () => {
  const { clock, gateway, connection } = await online();
  clock.sleep(3_600_000);
  connection.nudge();
  expect(gateway.socket.isClosed).toBe(true);
  connection.nudge();
  await settled();
  expect(gateway.sockets).toHaveLength(2);
});

test("a nudge asks a quiet socket for a sign of life and gives it five seconds", async () => {
  const { clock, gateway, connection } = await online();
  clock.advance(10_000);
  connection.nudge();
  const { id } = gateway.socket.take("unsubscribe");
  clock.advance(4_000);
  gateway.socket.push({ type: "ok", id });
  clock.advance(10_000);
  expect(connection.isOnline).toBe(true);
  connection.nudge();
  clock.advance(5_000);
  expect(connection.isOnline).toBe(false);
});

test("nudges that follow each other do not give a silent peer more time", async () => {
  const { clock, gateway, connection } = await online();
  clock.advance(6_000);
  connection.nudge();
  clock.advance(2_500);
  connection.nudge();
  clock.advance(2_499);
  expect(connection.isOnline).toBe(true);
  clock.advance(1);
  expect(gateway.socket.isClosed).toBe(true);
});

test("a stop while the token is on its way opens no socket", async () => {
  const { gateway, connection } = setup();
  connection.start();
  connection.stop();
  await settled();
  expect(gateway.sockets).toHaveLength(0);
  expect(connection.state.getSnapshot()).toEqual({ status: "stopped", reason: "stopped" });
});

test("what is no frame, and frames of unknown type, do no harm", async () => {
  const { gateway, connection } = await online();
  for (const data of ["{", "[]", "null", '"x"', new ArrayBuffer(2), '{"type":"from.the.future"}'])
    gateway.socket.pushRaw(data);
  expect(connection.isOnline).toBe(true);
});
