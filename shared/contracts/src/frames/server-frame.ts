import { z } from "zod";
import { event, gap, historyPage, subscribed } from "./conversation-frames.ts";
import { byType, schemasOf, type ServerFrameSpec } from "./define-frame.ts";
import { inbox, inboxSubscribed, presence } from "./inbox-frames.ts";
import { ack, receipt } from "./message-frames.ts";
import { authExpiring, error, goaway, ok, ping, refreshed, welcome } from "./session-frames.ts";
import { queuePosition, typing, viewing } from "./signals.ts";

const specs = [
  welcome,
  subscribed,
  ack,
  event,
  receipt,
  typing.pushed,
  viewing.pushed,
  queuePosition.pushed,
  presence,
  inboxSubscribed,
  inbox,
  ping,
  gap,
  historyPage,
  authExpiring,
  refreshed,
  goaway,
  ok,
  error,
] as const;

/** Everything the gateway may send. Clients ignore types they do not know. */
export const ServerFrame = z.union(schemasOf(specs));
export type ServerFrame = z.infer<typeof ServerFrame>;
export type ServerFrameType = ServerFrame["type"];
export type ServerFrameOf<Type extends ServerFrameType> = Extract<ServerFrame, { type: Type }>;

export const SERVER_FRAMES: Readonly<Record<ServerFrameType, ServerFrameSpec>> = byType(specs);
