import { reachOf } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import { changeMessage } from "../conversations/change-message.ts";
import { setSignal } from "../conversations/own-signals.ts";
import { type ReadySession, sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const messageSend: FrameHandler<"message.send"> = async (context, session, frame) => {
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
  setSignal(context, session, { name: "typing", conversationId }, false);
  context.streams.expect(session, conversationId, seq);
};

export const messageEdit: FrameHandler<"message.edit"> = (context, session, frame) => {
  requireLength(session, frame.body);
  return changeMessage(context, session, frame, frame.body);
};

export const messageDelete: FrameHandler<"message.delete"> = (context, session, frame) =>
  changeMessage(context, session, frame, null);

/** A tenant may allow less than the frame's schema does. @throws AppError `invalid_frame` */
function requireLength({ limits }: ReadySession, body: string): void {
  if (body.length <= limits.bodyCharacters) return;
  throw new AppError("invalid_frame", {
    detail: `A message may have at most ${limits.bodyCharacters} characters.`,
    errors: [{ path: "body", message: `at most ${limits.bodyCharacters} characters` }],
  });
}
