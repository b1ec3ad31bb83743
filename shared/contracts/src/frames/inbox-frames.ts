import { z } from "zod";
import { Conversation } from "../entities/conversation.ts";
import { ChosenStatus, PresenceStatus } from "../entities/people.ts";
import { RequestRef, Uuid } from "../ids.ts";
import { Cursor, Timestamp } from "../primitives.ts";
import { clientFrame, serverFrame } from "./define-frame.ts";

/** With `cursor`, what changed since is pushed first. */
export const inboxSubscribe = clientFrame(
  "inbox.subscribe",
  { id: RequestRef, cursor: Cursor.optional() },
  {
    meaning: "Follow the inbox of the whole tenant (agents).",
    reply: "`inbox.subscribed`, then `inbox` pushes",
    permission: "conversation.read",
    agentsOnly: true,
  },
);

export const inboxSubscribed = serverFrame(
  "inbox.subscribed",
  { id: RequestRef, cursor: Cursor },
  { meaning: "The inbox is followed from this cursor on." },
);

/** `cursor` is null between two positions of the repair. */
export const inbox = serverFrame(
  "inbox",
  { cursor: Cursor.nullable(), kind: z.enum(["changed", "removed"]), conversation: Conversation },
  { meaning: "A row of the inbox has changed, or is to be removed." },
);

export const presenceSet = clientFrame(
  "presence.set",
  { id: RequestRef, status: ChosenStatus },
  { meaning: "Choose one's own status (agents).", reply: "`ok`", permission: "presence.choose" },
);

export const presence = serverFrame(
  "presence",
  { userId: Uuid, status: PresenceStatus, lastSeenAt: Timestamp.nullable() },
  { meaning: "Somebody's status has changed." },
);
