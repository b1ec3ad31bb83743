import type { AddressInfo } from "node:net";
import type { AccessClaims } from "@chorus/auth/access-token";
import { WebSocket, WebSocketServer } from "ws";
import { newEvent, type Send } from "./new-event.ts";
import { announce, identify } from "./peer-environment.ts";

/** `ws` with rooms of our own, as its README broadcasts; what goes to many is encoded once. */
type Frame = { type: string; id: string; token: string } & Send;

const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/ws", perMessageDeflate: false });

server.on("connection", (socket) => {
  let claims: AccessClaims | null = null;
  const joined = new Set<string>();
  const answer = (frame: object) => socket.send(JSON.stringify(frame));

  async function hello(token: string): Promise<void> {
    claims = await identify(token).catch(() => null);
    if (claims) answer({ type: "welcome" });
    else socket.close(4500);
  }

  socket.on("error", () => socket.terminate());
  socket.on("message", (message: Buffer) => {
    const frame = JSON.parse(message.toString()) as Frame;
    if (frame.type === "hello") return void hello(frame.token);
    if (!claims) return socket.close(4500);
    const { id, conversationId } = frame;
    if (frame.type === "subscribe") {
      const room = rooms.get(conversationId) ?? new Set();
      rooms.set(conversationId, room.add(socket));
      joined.add(conversationId);
      answer({ type: "subscribed", id, conversationId });
    } else if (frame.type === "message.send") {
      const event = newEvent(claims, frame);
      const encoded = Buffer.from(JSON.stringify(event));
      for (const member of rooms.get(conversationId) ?? []) {
        if (member.readyState === WebSocket.OPEN) member.send(encoded, { binary: false });
      }
      answer({ type: "ack", id, conversationId, seq: event.seq });
    }
  });
  socket.on("close", () => {
    for (const conversationId of joined) rooms.get(conversationId)?.delete(socket);
  });
});
server.on("listening", () => announce((server.address() as AddressInfo).port));
