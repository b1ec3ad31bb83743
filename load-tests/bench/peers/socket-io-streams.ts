import { createAdapter } from "@socket.io/redis-streams-adapter";
import { Redis } from "ioredis";
import { redisUrl } from "./peer-environment.ts";
import { serveSocketIo } from "./serve-socket-io.ts";

/** With the streams adapter and connection state recovery, the most that Socket.IO promises about delivery. */
serveSocketIo({
  adapter: createAdapter(new Redis(redisUrl)),
  connectionStateRecovery: { maxDisconnectionDuration: 2 * 60 * 1000, skipMiddlewares: true },
});
