import { waitFor } from "@chorus/kernel/wait";
import { WebSocket } from "ws";
import type { Fault, Scene } from "../fault.ts";

/** Many attackers, none with a person's address: limits per address must not hit the wrong ones, nor save us the work. */
const attackerOf = (index: number) => `127.1.${index >> 8}.${index & 255 || 1}`;
const PER_SOCKET = 100;
const SOCKETS = { short: 20, long: 1_000 };
const AT_ONCE = 20;
/** Who never says hello is let go after five. */
const ENDED_WITHIN_MS = 20_000;

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
  let opened = 0;
  let stuck = 0;
  for (let start = 0; start < count; start += AT_ONCE) {
    const sockets = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, offset) => {
      const index = start + offset;
      const isStranger = index % 2 === 1;
      const socket = new WebSocket(url, "chorus.v1", { localAddress: attackerOf(index) });
      socket.on("error", () => undefined);
      socket.on("open", () => {
        opened += 1;
        if (!isStranger) socket.send(JSON.stringify({ type: "hello", token }));
        send(socket, index);
      });
      return { socket, isStranger };
    });
    const isClosed = ({ socket }: { socket: WebSocket }) => socket.readyState === WebSocket.CLOSED;
    // Signed in and harmless, as a refused frame is, may stay; a stranger may not.
    const strangers = sockets.filter(({ isStranger }) => isStranger);
    const isTaken = () => sockets.every((one) => isClosed(one) || one.socket.bufferedAmount === 0);
    const isOver = () => strangers.every(isClosed) && isTaken();
    await waitFor(isOver, { timeoutMs: ENDED_WITHIN_MS, intervalMs: 20 });
    stuck += strangers.filter((stranger) => !isClosed(stranger)).length;
    for (const { socket } of sockets) socket.terminate();
  }
  return [
    ...(stuck > 0 ? [`${stuck} strangers who sent nonsense are still connected`] : []),
    ...(opened < count ? [`only ${opened} of ${count} hostile sockets were opened`] : []),
  ];
}
