import { WebSocket } from "ws";

/** A WebSocket for the client SDK on Node 20, which has none. */
export const NodeWebSocket = WebSocket;
