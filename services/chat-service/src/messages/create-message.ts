import type { Message, MessageKind } from "@chorus/contracts/entities/message";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { appendMessages } from "./append-messages.ts";
import { readOwnMessage } from "./read-own-message.ts";

export interface CreateMessageInput {
  conversationId: string;
  clientMessageId: string;
  body: string;
  kind: MessageKind;
  replyToSeq?: number | undefined;
  expectedSeq?: number | undefined;
  requestId: string;
}

/**
 * Stores one message and answers it as its author sees it; the same `clientMessageId` again answers the first one.
 * @throws AppError `not_found`, `closed`, `conflict`, `invalid`, `forbidden`
 */
export async function createMessage(
  context: ChatContext,
  principal: Principal,
  input: CreateMessageInput,
): Promise<{ message: Message; duplicate: boolean }> {
  requirePermission(principal, input.kind === "note" ? "conversation.organise" : "message.send");
  context.events.messageAsked(input.requestId, input.clientMessageId);
  // The trace of a message begins where it comes in: here, or in a gateway.
  const trace = context.tracing.traceOf(input.clientMessageId);
  const span = { name: "message", kind: "server", place: "root" } as const;
  const { results } = await context.tracing.inSpan(trace, span, () =>
    appendMessages(context, principal.tenantId, [
      {
        principal,
        conversationId: input.conversationId,
        clientMessageId: input.clientMessageId,
        body: input.body,
        kind: input.kind,
        ...(input.replyToSeq === undefined ? {} : { replyToSeq: input.replyToSeq }),
        ...(input.expectedSeq === undefined ? {} : { expectedSeq: input.expectedSeq }),
      },
    ]),
  );
  const [result] = results;
  if (!result) throw new Error("one item, one result");
  if (!result.ok) {
    if (result.error.code === "not_found") throw notFound();
    throw new AppError(result.error.code, {
      detail: result.error.message,
      ...(result.error.headSeq === undefined ? {} : { headSeq: result.error.headSeq }),
      ...(result.error.retryMs === undefined ? {} : { retryMs: result.error.retryMs }),
    });
  }
  const { conversationId } = input;
  const message = await readOwnMessage(context, principal, { conversationId, messageId: result.messageId });
  return { message, duplicate: result.duplicate };
}
