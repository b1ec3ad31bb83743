import { WebSocket } from "ws";

type Frame = { type: string; id?: string } & Record<string, unknown>;

/** A bare client: frames out, frames in, nothing that could be slow. */
export interface SocketClient {
  send(frame: object): void;
  /** Called with every frame at the moment it arrives. */
  onFrame(listener: (frame: Frame, atMs: number) => void): void;
  close(): void;
}

/** Connects and says hello. @throws Error with the close code when the gateway refuses */
export function connect(gatewayUrl: string, token: string): Promise<SocketClient> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${gatewayUrl.replace(/^http/, "ws")}/ws`, "chorus.v1");
    const listeners = new Set<(frame: Frame, atMs: number) => void>();
    const client: SocketClient = {
      send: (frame) => socket.send(JSON.stringify(frame)),
      onFrame: (listener) => void listeners.add(listener),
      close: () => socket.close(1000),
    };
    socket.on("open", () => client.send({ type: "hello", token }));
    socket.on("message", (data: Buffer) => {
      const atMs = performance.now();
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.type === "welcome") resolve(client);
      if (frame.type === "ping") client.send({ type: "pong", n: frame["n"] });
      for (const listener of listeners) listener(frame, atMs);
    });
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
  });
}
