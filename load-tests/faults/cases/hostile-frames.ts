import { waitFor } from "@chorus/local/wait";
import { WebSocket } from "ws";
import type { Fault, Scene } from "../fault.ts";

/** Not a person's address: limits per address must not hit the wrong ones. */
const ATTACKER = "127.0.0.2";
const PER_SOCKET = 100;
const SOCKETS = { short: 20, long: 1_000 };
const AT_ONCE = 20;
const ENDED_WITHIN_MS = 10_000;

const random = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(Math.random() * 256)));

/** One of these closes a socket, another is refused, none may reach anybody. */
const GARBAGE: readonly (() => string | Buffer)[] = [
  () => random(200),
  () => random(200).toString("latin1"),
  () => "{",
  () => "null",
  () => `{"type":"message.send","id":"x","body":${"[".repeat(500)}${"]".repeat(500)}}`,
  () => `{"type":"hello","__proto__":{"role":"owner"},"token":"${"x".repeat(300)}"}`,
  () => JSON.stringify({ type: "subscribe", id: "x", conversationId: "not-an-id", afterSeq: -1 }),
  () => JSON.stringify({ type: "constructor", id: "x" }),
];

/** 100,000 frames of nonsense, of people who are signed in and of strangers. */
export const sendGarbage: Fault = {
  name: "garbage",
  title: "100,000 garbage frames",
  run: (scene) =>
    attack(scene, scene.isShort ? SOCKETS.short : SOCKETS.long, (socket, index) => {
      for (let sent = 0; sent < PER_SOCKET; sent += 1) socket.send(GARBAGE[(index + sent) % GARBAGE.length]?.() ?? "");
    }),
};

const BOMBS: readonly (() => string | Buffer)[] = [
  () => "x".repeat(64 * 1024 + 1),
  () => "x".repeat(4 * 1024 * 1024),
  () => JSON.stringify({ type: "message.send", id: "x", body: "x".repeat(40 * 1024) }),
  () => `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
  () => `{${Array.from({ length: 4_000 }, (_, index) => `"k${index}":1`).join(",")}}`,
  () => `{"type":"typing","conversationId":1e999999,"n":${"9".repeat(20_000)}}`,
];

/** Too big, too deep, no UTF-8. */
export const sendBombs: Fault = {
  name: "bombs",
  title: "frames too big, too deep, and invalid UTF-8",
  isShort: true,
  run: (scene) =>
    attack(scene, 60, (socket, index) => {
      const bomb = BOMBS[index % (BOMBS.length + 1)];
      // As text, which these bytes are not.
      if (bomb) socket.send(bomb());
      else socket.send(Buffer.from([0x7b, 0xff, 0xc0, 0x80]), { binary: false });
    }),
};

async function attack(
  { cluster, crowd }: Scene,
  count: number,
  send: (socket: WebSocket, index: number) => void,
): Promise<string[]> {
  const url = `${cluster.gateways[0].url.replace("http", "ws")}/ws`;
  const token = crowd.people[0]?.member.token;
  let stuck = 0;
  for (let start = 0; start < count; start += AT_ONCE) {
    const sockets = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, offset) => {
      const socket = new WebSocket(url, "chorus.v1", { localAddress: ATTACKER });
      socket.on("error", () => undefined);
      socket.on("open", () => {
        if ((start + offset) % 2 === 0) socket.send(JSON.stringify({ type: "hello", token }));
        send(socket, start + offset);
      });
      return socket;
    });
    const haveEnded = () => sockets.every((socket) => socket.readyState === WebSocket.CLOSED);
    await waitFor(haveEnded, { timeoutMs: ENDED_WITHIN_MS, intervalMs: 20 });
    for (const socket of sockets) {
      if (socket.readyState !== WebSocket.CLOSED) stuck += 1;
      socket.terminate();
    }
  }
  // Signed in and harmless, as a refused frame is, may stay; a stranger may not.
  return stuck > count / 2 ? [`${stuck} of ${count} hostile sockets are still open`] : [];
}
