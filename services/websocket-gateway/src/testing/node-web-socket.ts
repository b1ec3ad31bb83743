import { WebSocket } from "ws";

/** What Node 20 lacks and the client SDK wants to be given. */
export const NodeWebSocket = WebSocket;
