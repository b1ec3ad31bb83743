import { z } from "zod";
import { Uuid } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { Seq, Timestamp, visibleText } from "../primitives.ts";

export const MessageKind = z.enum(["text", "note"]);
export type MessageKind = z.infer<typeof MessageKind>;

export const ActorType = z.enum(["customer", "agent", "system", "assistant"]);
export type ActorType = z.infer<typeof ActorType>;

/** The author of an event. `id` is null for the system and, for customers, for agents whom they do not know. */
export const Actor = z.object({ type: ActorType, id: Uuid.nullable(), name: z.string() }).meta({ id: "Actor" });
export type Actor = z.infer<typeof Actor>;

/** A person's text: at most 8,000 UTF-16 units, with visible characters. */
export const MessageBody = visibleText({ max: LIMITS.bodyCharacters });

export const Attachment = z
  .object({ id: Uuid, name: z.string(), mediaType: z.string(), sizeBytes: z.int() })
  .meta({ id: "Attachment" });

/** Set for a message that came by mail; agents only. */
export const MailOrigin = z
  .object({
    /** The mail server in front authenticated its sender. */
    isVerified: z.boolean(),
    /** The quoted text and signature that were cut off the body; empty without any. At most 8,000 UTF-16 units. */
    quoted: z.string(),
  })
  .meta({ id: "MailOrigin" });
export type MailOrigin = z.infer<typeof MailOrigin>;

/** A message or note. `body` is empty once it is deleted; `seq` is in the reader's own numbering. */
export const Message = z
  .object({
    id: Uuid,
    conversationId: Uuid,
    seq: Seq,
    clientMessageId: Uuid.nullable(),
    kind: MessageKind,
    author: Actor,
    body: z.string(),
    replyToSeq: Seq.nullable(),
    attachments: z.array(Attachment),
    mail: MailOrigin.optional(),
    createdAt: Timestamp,
    editedAt: Timestamp.nullable(),
    deletedAt: Timestamp.nullable(),
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof Message>;

/** What lists show of a longer text. */
export const PREVIEW_CHARACTERS = 200;

/** The message a list row shows. */
export const MessagePreview = z
  .object({
    seq: Seq,
    kind: MessageKind,
    author: Actor,
    /** At most PREVIEW_CHARACTERS. */
    body: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: "MessagePreview" });
export type MessagePreview = z.infer<typeof MessagePreview>;
