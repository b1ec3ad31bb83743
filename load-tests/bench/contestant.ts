import { chorusDialect } from "./client/chorus-dialect.ts";
import type { Dialect } from "./client/dialect.ts";
import { socketIoDialect } from "./client/socket-io-dialect.ts";

interface Contestant {
  readonly name: string;
  readonly title: string;
  readonly dialect: () => Dialect;
}

const CONTESTANTS = [
  { name: "chorus", title: "Chorus gateway", dialect: chorusDialect },
  { name: "uws", title: "bare uWebSockets.js", dialect: chorusDialect },
  { name: "ws", title: "ws", dialect: chorusDialect },
  { name: "socket-io", title: "Socket.IO", dialect: socketIoDialect },
  { name: "socket-io-redis", title: "Socket.IO, Redis adapter", dialect: socketIoDialect },
  { name: "socket-io-streams", title: "Socket.IO, streams adapter, recovery", dialect: socketIoDialect },
] as const satisfies readonly Contestant[];

export type ContestantName = (typeof CONTESTANTS)[number]["name"];

export interface NamedContestant extends Contestant {
  readonly name: ContestantName;
}

export const ALL_CONTESTANTS: readonly NamedContestant[] = CONTESTANTS;
