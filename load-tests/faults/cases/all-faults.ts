import type { Fault } from "../fault.ts";
import { narrowLine } from "./bandwidth.ts";
import { delayAfterCommit } from "./delay-commit.ts";
import { halfOpenChat, halfOpenChatRedis, halfOpenGatewayRedis, halfOpenPostgres } from "./half-open.ts";
import { sendBombs, sendGarbage } from "./hostile-frames.ts";
import { killAfterCommit, killAfterPublish, killChat } from "./kill-chat.ts";
import { killGateway } from "./kill-gateway.ts";
import { killPresence } from "./kill-presence.ts";
import { slowNetwork } from "./latency.ts";
import { PAIRS } from "./pairs.ts";
import { PARTITIONS } from "./partition.ts";
import { crashPostgres } from "./postgres-crash.ts";
import { exhaustPostgres } from "./postgres-exhausted.ts";
import { stopPostgres } from "./postgres-stop.ts";
import { crashRedis } from "./redis-crash.ts";
import { flushRedis } from "./redis-flush.ts";
import { fillRedis } from "./redis-full.ts";
import { stopRedis } from "./redis-stop.ts";
import { replayTokens } from "./replayed-tokens.ts";
import { resetEverything } from "./reset.ts";
import { rollingRestart } from "./rolling-restart.ts";
import { rollingUpgrade } from "./rolling-upgrade.ts";
import { handshakeSlowly } from "./slow-handshakes.ts";
import { readSlowly } from "./slow-reader.ts";
import { sliceEverything } from "./slicing.ts";
import { stopChat, stopGateway, stopPresence } from "./stop-service.ts";
import { WRONG_CLOCKS } from "./wrong-clock.ts";

/** Every fault that is tried, in the order of the table. */
export const ALL_FAULTS: readonly Fault[] = [
  killGateway,
  stopGateway,
  killAfterCommit,
  killAfterPublish,
  killChat,
  delayAfterCommit,
  stopChat,
  killPresence,
  stopPresence,
  crashRedis,
  stopRedis,
  flushRedis,
  fillRedis,
  halfOpenGatewayRedis,
  halfOpenChatRedis,
  crashPostgres,
  stopPostgres,
  exhaustPostgres,
  halfOpenPostgres,
  halfOpenChat,
  ...PARTITIONS,
  slowNetwork,
  sliceEverything,
  narrowLine,
  resetEverything,
  readSlowly,
  sendGarbage,
  sendBombs,
  handshakeSlowly,
  replayTokens,
  rollingRestart,
  rollingUpgrade,
  ...PAIRS,
  ...WRONG_CLOCKS,
];
