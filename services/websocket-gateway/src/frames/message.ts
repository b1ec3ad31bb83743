import { reachOf } from "@chorus/contracts/permissions";
import type { AppendItem } from "@chorus/contracts/routes/internal-chat";
import { AppError } from "@chorus/kernel/app-error";
import type { GatewayContext } from "../context.ts";
import { changeMessage } from "../conversations/change-message.ts";
import { setSignal } from "../conversations/own-signals.ts";
import { type ReadySession, sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

export const messageSend: FrameHandler<"message.send"> = async (context, session, frame) => {
  const { conversationId, clientMessageId, body, kind, replyToSeq, expectedSeq } = frame;
  if (kind === "note" && reachOf(session.identity.principal.role, "conversation.organise") === null) {
    throw new AppError("forbidden", { detail: "Your role does not allow notes." });
  }
  if (frame.attachmentIds && frame.attachmentIds.length > 0) {
    throw new AppError("not_available", { detail: "Attachments are not available yet: leave attachmentIds out." });
  }
  await append(context, session, frame.id, {
    ...{ conversationId, clientMessageId, body, kind },
    ...(replyToSeq === undefined ? {} : { replyToSeq }),
    ...(expectedSeq === undefined ? {} : { expectedSeq }),
  });
  setSignal(context, session, { name: "typing", conversationId }, false);
};

export const whisperSend: FrameHandler<"whisper.send"> = (context, session, frame) => {
  const { conversationId, clientMessageId, body } = frame;
  return append(context, session, frame.id, { conversationId, clientMessageId, body, kind: "whisper" });
};

/** With it the trace of a message begins. */
const SEND_SPAN = { name: "message.send", kind: "server", place: "root" } as const;

/** Sends the message to chat-service and acknowledges it after the commit. @throws AppError of chat-service */
async function append(
  context: GatewayContext,
  session: ReadySession,
  id: string,
  sent: Omit<AppendItem, "principal">,
): Promise<void> {
  requireLength(session, sent.body);
  const { conversationId, clientMessageId } = sent;
  const startedAtMs = context.clock.now();
  const item = { principal: session.identity.principal, ...sent };
  const trace = context.tracing.traceOf(clientMessageId);
  const result = await (trace === undefined
    ? context.appends.append(item)
    : context.tracing.inSpan(trace, SEND_SPAN, () => context.appends.append(item)));
  if (!result.ok) {
    const { code, message, headSeq, retryMs } = result.error;
    throw new AppError(code, {
      detail: message,
      ...(headSeq === undefined ? {} : { headSeq }),
      ...(retryMs === undefined ? {} : { retryMs }),
    });
  }
  const { messageId, seq, createdAt, duplicate } = result;
  const nowMs = context.clock.now();
  context.events.acknowledged({ clientMessageId, conversationId, seq }, nowMs - startedAtMs, duplicate, trace);
  context.latency.took(item.principal.tenantId, nowMs - startedAtMs, nowMs);
  sendFrame(session, { type: "ack", id, conversationId, clientMessageId, messageId, seq, createdAt, duplicate });
  context.streams.expect(session, conversationId, seq);
}

export const messageEdit: FrameHandler<"message.edit"> = (context, session, frame) => {
  requireLength(session, frame.body);
  return changeMessage(context, session, frame, frame.body);
};

export const messageDelete: FrameHandler<"message.delete"> = (context, session, frame) =>
  changeMessage(context, session, frame, null);

/** A tenant's limit may be lower than the frame's schema. @throws AppError `invalid_frame` */
function requireLength({ limits }: ReadySession, body: string): void {
  if (body.length <= limits.bodyCharacters) return;
  throw new AppError("invalid_frame", {
    detail: `A message may have at most ${limits.bodyCharacters} characters.`,
    errors: [{ path: "body", message: `at most ${limits.bodyCharacters} characters` }],
  });
}
