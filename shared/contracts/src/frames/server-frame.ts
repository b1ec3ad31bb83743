import { z } from "zod";
import { Ack } from "./server/ack.ts";
import { AuthExpiring } from "./server/auth-expiring.ts";
import { ErrorFrame } from "./server/error.ts";
import { EventFrame } from "./server/event.ts";
import { Gap } from "./server/gap.ts";
import { Goaway } from "./server/goaway.ts";
import { HistoryPage } from "./server/history-page.ts";
import { InboxSubscribed } from "./server/inbox-subscribed.ts";
import { InboxFrame } from "./server/inbox.ts";
import { Ok } from "./server/ok.ts";
import { Ping } from "./server/ping.ts";
import { PresenceFrame } from "./server/presence.ts";
import { ReceiptFrame } from "./server/receipt.ts";
import { Refreshed } from "./server/refreshed.ts";
import { Subscribed } from "./server/subscribed.ts";
import { TypingFrame } from "./server/typing.ts";
import { ViewingFrame } from "./server/viewing.ts";
import { Welcome } from "./server/welcome.ts";

/** Everything the gateway may send. Clients ignore types they do not know. */
export const ServerFrame = z.union([
  Welcome,
  Subscribed,
  Ack,
  EventFrame,
  ReceiptFrame,
  TypingFrame,
  ViewingFrame,
  PresenceFrame,
  InboxSubscribed,
  InboxFrame,
  Ping,
  Gap,
  HistoryPage,
  AuthExpiring,
  Refreshed,
  Goaway,
  Ok,
  ErrorFrame,
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
export type ServerFrameType = ServerFrame["type"];
export type ServerFrameOf<Type extends ServerFrameType> = Extract<ServerFrame, { type: Type }>;
