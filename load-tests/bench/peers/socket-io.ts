import { serveSocketIo } from "./serve-socket-io.ts";

/** Socket.IO alone: one process, its in-memory adapter. */
serveSocketIo({});
