import type { AccessClaims } from "@chorus/auth/access-token";
import uws, { type WebSocket } from "uWebSockets.js";
import { newEvent, type Send } from "./new-event.ts";
import { announce, identify } from "./peer-environment.ts";

/** Bare uWebSockets.js with its topics, the upper bound: at most once, nothing kept, no limits but the transport's. */
interface Data {
  claims: AccessClaims | null;
  isOpen: boolean;
}

type Frame = { type: string; id: string; token: string } & Send;

const app = uws.App();

async function hello(socket: WebSocket<Data>, token: string): Promise<void> {
  const data = socket.getUserData();
  const claims = await identify(token).catch(() => null);
  if (!data.isOpen) return;
  if (!claims) {
    socket.end(4500);
    return;
  }
  data.claims = claims;
  socket.send(JSON.stringify({ type: "welcome" }));
}

app.ws<Data>("/ws", {
  compression: uws.DISABLED,
  maxPayloadLength: 64 * 1024,
  maxBackpressure: 1024 * 1024,
  idleTimeout: 60,
  upgrade: (response, request, context) => {
    response.upgrade<Data>(
      { claims: null, isOpen: true },
      request.getHeader("sec-websocket-key"),
      request.getHeader("sec-websocket-protocol"),
      request.getHeader("sec-websocket-extensions"),
      context,
    );
  },
  message: (socket, message) => {
    const frame = JSON.parse(Buffer.from(message).toString()) as Frame;
    const { claims } = socket.getUserData();
    if (frame.type === "hello") return void hello(socket, frame.token);
    if (!claims) {
      socket.end(4500);
      return;
    }
    const { id, conversationId } = frame;
    if (frame.type === "subscribe") {
      socket.subscribe(conversationId);
      socket.send(JSON.stringify({ type: "subscribed", id, conversationId }));
    } else if (frame.type === "message.send") {
      const event = newEvent(claims, frame);
      app.publish(conversationId, JSON.stringify(event));
      socket.send(JSON.stringify({ type: "ack", id, conversationId, seq: event.seq }));
    }
  },
  close: (socket) => {
    socket.getUserData().isOpen = false;
  },
});
app.listen("127.0.0.1", 0, (listening) => {
  if (!listening) throw new Error("no port");
  announce(uws.us_socket_local_port(listening));
});
