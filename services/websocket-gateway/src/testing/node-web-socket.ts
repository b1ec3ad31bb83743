import { WebSocket } from "ws";

/** A second implementation of WebSocket for the client SDK, that of `ws`. */
export const NodeWebSocket = WebSocket;
