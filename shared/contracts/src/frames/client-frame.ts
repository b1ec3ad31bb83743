import { z } from "zod";
import { Hello } from "./client/hello.ts";
import { History } from "./client/history.ts";
import { InboxSubscribe } from "./client/inbox-subscribe.ts";
import { MessageDelete } from "./client/message-delete.ts";
import { MessageEdit } from "./client/message-edit.ts";
import { MessageSend } from "./client/message-send.ts";
import { Pong } from "./client/pong.ts";
import { PresenceSet } from "./client/presence-set.ts";
import { Receipt } from "./client/receipt.ts";
import { Refresh } from "./client/refresh.ts";
import { Subscribe } from "./client/subscribe.ts";
import { Typing } from "./client/typing.ts";
import { Unsubscribe } from "./client/unsubscribe.ts";
import { Viewing } from "./client/viewing.ts";

/** Everything a client may send. */
export const ClientFrame = z.discriminatedUnion("type", [
  Hello,
  Subscribe,
  Unsubscribe,
  InboxSubscribe,
  MessageSend,
  MessageEdit,
  MessageDelete,
  Receipt,
  Typing,
  Viewing,
  PresenceSet,
  History,
  Refresh,
  Pong,
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
export type ClientFrameType = ClientFrame["type"];
export type ClientFrameOf<Type extends ClientFrameType> = Extract<ClientFrame, { type: Type }>;
