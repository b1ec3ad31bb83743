import type { EventPublished } from "@chorus/contracts/bus/messages";
import type { ConversationStream } from "../conversations/stream.ts";

export function takeEvent(stream: ConversationStream, message: EventPublished): void {
  stream.noteHead({ seq: message.seq, publicSeq: message.publicHeadSeq });
  stream.take(message);
}
