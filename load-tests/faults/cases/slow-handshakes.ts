import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import type { Fault } from "../fault.ts";

const ATTACKER = "127.0.0.3";
const SLOW = 200;
const SILENT = 80;
const SECONDS = 8;
const HEAD = "GET /ws HTTP/1.1\r\nHost: chorus\r\nUpgrade: websocket\r\n";

/** Some send a byte of their request a second, others finish it and never say hello. */
export const handshakeSlowly: Fault = {
  name: "slow-handshakes",
  title: `${SLOW} slow handshakes, ${SILENT} that never say hello`,
  async run({ cluster: { gateways } }) {
    const [{ port, url }] = gateways;
    const slow = Array.from({ length: SLOW }, () => {
      const socket: Socket = connect({ port, host: "127.0.0.1", localAddress: ATTACKER });
      return socket.on("error", () => undefined);
    });
    const silent = Array.from({ length: SILENT }, () => {
      const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, "chorus.v1", { localAddress: ATTACKER });
      return socket.on("error", () => undefined);
    });
    const closes = silent.map(async (socket) => ((await once(socket, "close")) as [number])[0]);
    for (let second = 0; second < SECONDS; second += 1) {
      for (const socket of slow) if (socket.writable) socket.write(HEAD.charAt(second));
      await delay(1_000);
    }
    for (const socket of slow) socket.destroy();
    const open = silent.filter((socket) => socket.readyState !== WebSocket.CLOSED);
    for (const socket of open) socket.terminate();
    const codes = await Promise.all(closes);
    const wrong = codes.filter((code) => code !== 4507);
    return wrong.length > 0
      ? [`${wrong.length} that said nothing were not closed with 4507: ${[...new Set(wrong)].join()}`]
      : [];
  },
};
