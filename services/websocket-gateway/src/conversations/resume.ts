import type { ClientFrameOf } from "@chorus/contracts/frames/client-frame";
import { LIMITS } from "@chorus/contracts/limits";
import type { GatewayContext } from "../context.ts";
import { refuse } from "../session/refuse.ts";
import { isReady, mayReach, sendFrame, type ReadySession } from "../session/session.ts";
import { joinConversation } from "./join.ts";

type ResumePoints = NonNullable<ClientFrameOf<"hello">["resume"]>;

/** Resumes the conversations one after the other. */
export async function resumeConversations(
  context: GatewayContext,
  session: ReadySession,
  points: ResumePoints,
): Promise<void> {
  let budgetBytes: number = LIMITS.replayBytes;
  for (const { conversationId, afterSeq, epoch } of points) {
    if (!isReady(session)) return;
    // A conversation that the client has subscribed to meanwhile is ahead of the resume point.
    if (context.streams.subscription(session, conversationId)) continue;
    if (!mayReach(session.identity, conversationId)) continue;
    try {
      budgetBytes -= await joinConversation(context, session, { conversationId, afterSeq, epoch, budgetBytes });
      budgetBytes = Math.max(0, budgetBytes);
    } catch (error) {
      refuse(context, session, undefined, error);
      // The error names no conversation, so the client is told by a gap that this one was not resumed.
      const gap = { fromSeq: afterSeq + 1, headSeq: afterSeq };
      if (isReady(session)) sendFrame(session, { type: "gap", conversationId, ...gap });
    }
    await context.drains.of(session.connection);
  }
}
