import type { ClientFrameType } from "../frames/client-frame.ts";
import type { ServerFrameType } from "../frames/server-frame.ts";

interface ClientFrameGuide {
  meaning: string;
  /** What answers it; null for a frame that needs no answer. */
  reply: string | null;
}

/** Every client frame in a sentence or two, for the reference. */
export const CLIENT_FRAMES: Readonly<Record<ClientFrameType, ClientFrameGuide>> = {
  hello: {
    meaning:
      "The first frame, within 5 s. `token` may be absent when it came with the upgrade. `resume` names what the client " +
      "already has, so that only what is missing is sent.",
    reply: "`welcome`, then one `subscribed` for each resumed conversation",
  },
  subscribe: {
    meaning:
      "Follow a conversation. Without `afterSeq` the newest 50 events come; `afterSeq: 0` starts from the beginning. Send the " +
      "`epoch` you were given: with another one the conversation is reloaded.",
    reply: "`subscribed`, then `event`, `receipt` and `typing` pushes",
  },
  unsubscribe: { meaning: "Follow it no more.", reply: "`ok`" },
  "inbox.subscribe": {
    meaning: "Follow the inbox of the whole company (agents).",
    reply: "`inbox.subscribed`, then `inbox` pushes",
  },
  "message.send": {
    meaning:
      "Say something. Make the `clientMessageId` yourself and keep it until the `ack`: sent again after a lost connection, it " +
      "is stored once. With `expectedSeq`, a newer message by somebody else is a `conflict`.",
    reply: "`ack`, after the commit",
  },
  "message.edit": {
    meaning: "Change the text of an own message. `operationId` makes a repeat harmless.",
    reply: "`ack`",
  },
  "message.delete": { meaning: "Take an own message back; a supervisor any.", reply: "`ack`" },
  receipt: { meaning: "What has arrived here and what was read. Marks only move forward.", reply: null },
  typing: { meaning: "Somebody types; say it again before 6 s are over, or that they have stopped.", reply: null },
  viewing: {
    meaning:
      "Agents: this conversation is being looked at; say it again before 60 s are over, or that it no longer is.",
    reply: null,
  },
  "presence.set": { meaning: "Choose one's own status (agents).", reply: "`ok`" },
  history: { meaning: "The page of events before a position.", reply: "`history.page`, ascending" },
  refresh: { meaning: "Another access token of the same person, before the one in use ends.", reply: "`refreshed`" },
  pong: { meaning: "The answer to `ping`, with its `n`, within 10 s.", reply: null },
};

/** Every frame of the gateway, likewise. */
export const SERVER_FRAMES: Readonly<Record<ServerFrameType, string>> = {
  welcome: "You are connected; these limits and times hold for the connection.",
  subscribed:
    "What was missing, and where the conversation stands. It comes before the first live `event`. With `recovered: false` " +
    "forget what you have and take this; with `hasMore` page for the rest.",
  ack: "It is stored. `duplicate` says that it already was.",
  event: "Something happened. `seq` has no holes and no repeats: one that is not the next means something is missing.",
  receipt: "How far somebody has received and read.",
  typing: "Somebody types, for at most `ttlMs`.",
  viewing: "A colleague looks at the conversation, for at most `ttlMs`; agents only.",
  presence: "Somebody's status has changed.",
  "inbox.subscribed": "The inbox is followed from this cursor on.",
  inbox: "A row of the inbox has changed, or is to be removed.",
  ping: "Answer with `pong`. A head beyond what you have means that something was missed: subscribe again with `afterSeq`.",
  gap: "Nothing more of this conversation comes until you subscribe again with `afterSeq`.",
  "history.page": "Older events, ascending.",
  "auth.expiring": "Send `refresh` within this time, or the socket is closed 4005.",
  refreshed: "The new token holds.",
  goaway: "The gateway leaves. Connect again after `retryMs`; another one takes over.",
  ok: "Done.",
  error: "Refused. `code` is from the catalogue of errors; `retryable` says whether the same frame may succeed later.",
};
