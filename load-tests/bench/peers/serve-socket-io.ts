import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { AccessClaims } from "@chorus/auth/access-token";
import { Server, type ServerOptions, type Socket } from "socket.io";
import { newEvent, type Send } from "./new-event.ts";
import { announce, identify } from "./peer-environment.ts";

type Answer = (result: { ok: boolean; seq?: number }) => void;

/**
 * Socket.IO as its documentation recommends for load: WebSocket alone, no compression, the request of each socket forgotten
 * ("Memory usage"), rooms, authentication in a middleware.
 */
export function serveSocketIo(options: Partial<ServerOptions>): void {
  const http = createServer();
  const io = new Server(http, {
    transports: ["websocket"],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    ...options,
  });
  io.engine.on("connection", (raw: { request: unknown }) => {
    raw.request = null;
  });
  io.use((socket, next) => void admit(socket, next));
  io.on("connection", (socket) => {
    const { claims } = socket.data as { claims: AccessClaims };
    socket.on("subscribe", async ({ conversationId }: Send, answer: Answer) => {
      await socket.join(conversationId);
      answer({ ok: true });
    });
    socket.on("message.send", (send: Send, answer: Answer) => {
      const event = newEvent(claims, send);
      io.to(send.conversationId).emit("event", event);
      answer({ ok: true, seq: event.seq });
    });
  });
  http.listen(0, "127.0.0.1", () => announce((http.address() as AddressInfo).port));
}

async function admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
  const { token } = socket.handshake.auth as { token?: unknown };
  const claims = await identify(String(token)).catch(() => null);
  (socket.data as { claims?: AccessClaims | null }).claims = claims;
  next(claims ? undefined : new Error("refused"));
}
