import type { ClientFrameOf } from "@chorus/contracts/frames/client-frame";
import { LIMITS } from "@chorus/contracts/limits";
import type { GatewayContext } from "../context.ts";
import { refuse } from "../session/refuse.ts";
import { isReady, mayReach, sendFrame, type ReadySession } from "../session/session.ts";
import { joinConversation } from "./join.ts";

type ResumePoints = NonNullable<ClientFrameOf<"hello">["resume"]>;

/** Takes up each conversation where the client left it, one after the other, each when the last has been taken. */
export async function resumeConversations(
  context: GatewayContext,
  session: ReadySession,
  points: ResumePoints,
): Promise<void> {
  let budgetBytes: number = LIMITS.replayBytes;
  for (const { conversationId, afterSeq, epoch } of points) {
    if (!isReady(session)) return;
    // One the client has subscribed to meanwhile is further than the resume point.
    if (context.streams.subscription(session, conversationId)) continue;
    if (!mayReach(session.identity, conversationId)) continue;
    try {
      budgetBytes -= await joinConversation(context, session, { conversationId, afterSeq, epoch, budgetBytes });
      budgetBytes = Math.max(0, budgetBytes);
    } catch (error) {
      refuse(context, session, undefined, error);
      // The error names no conversation; without this its client would wait for an answer that does not come.
      const gap = { fromSeq: afterSeq + 1, headSeq: afterSeq };
      if (isReady(session)) sendFrame(session, { type: "gap", conversationId, ...gap });
    }
    await context.drains.of(session.connection);
  }
}
