import { z } from "zod";
import { history, subscribe, unsubscribe } from "./conversation-frames.ts";
import { byType, type ClientFrameSpec, schemasOf } from "./define-frame.ts";
import { inboxSubscribe, presenceSet } from "./inbox-frames.ts";
import { messageDelete, messageEdit, messageSend, receiptSend, whisperSend } from "./message-frames.ts";
import { hello, pong, refresh } from "./session-frames.ts";
import { typing, viewing } from "./signals.ts";

const specs = [
  hello,
  subscribe,
  unsubscribe,
  inboxSubscribe,
  messageSend,
  whisperSend,
  messageEdit,
  messageDelete,
  receiptSend,
  typing.sent,
  viewing.sent,
  presenceSet,
  history,
  refresh,
  pong,
] as const;

/** Everything a client may send. */
export const ClientFrame = z.discriminatedUnion("type", schemasOf(specs));
export type ClientFrame = z.infer<typeof ClientFrame>;
export type ClientFrameType = ClientFrame["type"];
export type ClientFrameOf<Type extends ClientFrameType> = Extract<ClientFrame, { type: Type }>;

export const CLIENT_FRAMES: Readonly<Record<ClientFrameType, ClientFrameSpec>> = byType(specs);
