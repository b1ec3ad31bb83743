import { Socket } from "node:net";

/**
 * The server's own limits have no effect when the network has dropped a connection silently. Other connections that
 * are as silent are probably dead too, so they are destroyed together.
 */
export function withInactivityWatchdog(silenceTimeoutMs: number): () => Socket {
  const heardAtMs = new Map<Socket, number>();
  const endSilent = (silentForMs: number) => {
    for (const [socket, atMs] of heardAtMs) {
      if (performance.now() - atMs < silentForMs) continue;
      socket.destroy(Object.assign(new Error("The database is silent"), { code: "ETIMEDOUT" }));
    }
  };
  return () => {
    const socket = new Socket();
    const hear = () => void heardAtMs.set(socket, performance.now());
    hear();
    socket.on("data", hear);
    socket.once("close", () => heardAtMs.delete(socket));
    return socket.setTimeout(silenceTimeoutMs, () => endSilent(silenceTimeoutMs / 2));
  };
}
