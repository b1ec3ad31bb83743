import { AppError } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import { isRevoked } from "../session/authenticate.ts";
import { closeSession, isReady, sendFrame } from "../session/session.ts";
import type { FrameHandler } from "./handler.ts";

/** A later hello; the first is handled by `session/authenticate.ts`. */
export const hello: FrameHandler<"hello"> = () => {
  throw new AppError("invalid_frame", { detail: "hello has been said already." });
};

export const pong: FrameHandler<"pong"> = (_context, session, { n }) => session.heartbeat?.pong(n);

export const refresh: FrameHandler<"refresh"> = async (context, session, { id, token }) => {
  const claims = await context.authenticator.verify(token);
  const { userId, tenantId, role, sessionId, onlyConversationId, expiresAtMs } = claims;
  const { principal } = session.identity;
  const isSame = userId === principal.userId && tenantId === principal.tenantId;
  if (!isSame || onlyConversationId !== session.identity.onlyConversationId) {
    throw new AppError("forbidden", { detail: "This token belongs to somebody else: connect again with it." });
  }
  // Customers and agents see different events, so changing the role needs a new connection.
  if ((role === "customer") !== (principal.role === "customer")) {
    throw new AppError("forbidden", { detail: "This token has another kind of role: connect again with it." });
  }
  const hasEnded = await isRevoked(context, session, claims);
  if (!isReady(session)) return;
  if (hasEnded) return closeSession(session, "revoked");
  session.identity = { principal: { ...principal, role, sessionId }, onlyConversationId, expiresAtMs };
  session.wasWarnedOfExpiry = false;
  sendFrame(session, { type: "refreshed", id, expiresAt: toTimestamp(expiresAtMs) });
};
