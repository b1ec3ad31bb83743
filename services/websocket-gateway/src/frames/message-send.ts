import { reachOf } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import { sendFrame } from "../session/session.ts";
import { stopTyping } from "../conversations/typing.ts";
import { requireLength } from "./require-length.ts";
import type { FrameHandler } from "./handler.ts";

export const messageSend: FrameHandler<"message.send"> = {
  cost: "send",
  permission: "message.send",
  async handle(context, session, frame) {
    const { id, conversationId, clientMessageId, body, kind, replyToSeq, expectedSeq } = frame;
    const { principal } = session.identity;
    if (kind === "note" && reachOf(principal.role, "conversation.organise") === null) {
      throw new AppError("forbidden", { detail: "Your role does not allow notes." });
    }
    if (frame.attachmentIds && frame.attachmentIds.length > 0) {
      throw new AppError("not_available", { detail: "Attachments are not available yet: leave attachmentIds out." });
    }
    requireLength(session, body);
    const startedAtMs = context.clock.now();
    const result = await context.appends.append({
      principal,
      conversationId,
      clientMessageId,
      body,
      kind,
      ...(replyToSeq === undefined ? {} : { replyToSeq }),
      ...(expectedSeq === undefined ? {} : { expectedSeq }),
    });
    if (!result.ok) {
      const { code, message, headSeq, retryMs } = result.error;
      throw new AppError(code, {
        detail: message,
        ...(headSeq === undefined ? {} : { headSeq }),
        ...(retryMs === undefined ? {} : { retryMs }),
      });
    }
    const { messageId, seq, createdAt, duplicate } = result;
    context.events.acknowledged(session, context.clock.now() - startedAtMs, duplicate);
    sendFrame(session, { type: "ack", id, conversationId, clientMessageId, messageId, seq, createdAt, duplicate });
    stopTyping(context, session, conversationId);
    context.streams.expect(session, conversationId, seq);
  },
};
