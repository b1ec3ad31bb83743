import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { redisUrl } from "./peer-environment.ts";
import { serveSocketIo } from "./serve-socket-io.ts";

/** With the Redis adapter, so that there may be several processes: publications are lost when Redis is. */
const publisher = new Redis(redisUrl);
serveSocketIo({ adapter: createAdapter(publisher, publisher.duplicate()) });
