import { type ClientFrame, CLIENT_FRAMES, type ClientFrameType } from "@chorus/contracts/frames/client-frame";
import { reachOf, type Role } from "@chorus/contracts/permissions";
import { AppError, isOurFault } from "@chorus/kernel/app-error";
import type { GatewayContext } from "../context.ts";
import { mayReach, type ReadySession } from "../session/session.ts";
import { history, receipt, subscribe, unsubscribe } from "./conversation.ts";
import type { FrameHandler } from "./handler.ts";
import { inboxSubscribe, presenceSet } from "./inbox.ts";
import { messageDelete, messageEdit, messageSend, whisperSend } from "./message.ts";
import { refuse } from "../session/refuse.ts";
import { hello, pong, refresh } from "./session.ts";
import { signal } from "./signal.ts";

/** One handler for each client frame, checked by the compiler. */
const HANDLERS: { readonly [Type in ClientFrameType]: FrameHandler<Type> } = {
  hello,
  subscribe,
  unsubscribe,
  "inbox.subscribe": inboxSubscribe,
  "message.send": messageSend,
  "whisper.send": whisperSend,
  "message.edit": messageEdit,
  "message.delete": messageDelete,
  receipt,
  typing: signal("typing"),
  viewing: signal("viewing"),
  "presence.set": presenceSet,
  history,
  refresh,
  pong,
};

function handlerOf<Type extends ClientFrameType>(type: Type): FrameHandler<Type> {
  return HANDLERS[type];
}

/** Whether this role may send such a frame at all; chat-service checks the rows. */
export function maySend(role: Role, type: ClientFrameType): boolean {
  const { permission, agentsOnly } = CLIENT_FRAMES[type];
  if (agentsOnly && role === "customer") return false;
  return permission === null || reachOf(role, permission) !== null;
}

/** @throws AppError `not_found` for another conversation than that of the mail link which the connection was opened by */
function requireReach({ identity }: ReadySession, frame: ClientFrame): void {
  if (!("conversationId" in frame) || mayReach(identity, frame.conversationId)) return;
  throw new AppError("not_found", { detail: "The link in the mail opens its own conversation only." });
}

/**
 * Runs a frame's handler. Whatever it throws is answered as an error.
 * @param id the request to answer, also for frame types that need none
 */
export function dispatch(
  context: GatewayContext,
  session: ReadySession,
  frame: ClientFrame,
  id: string | undefined,
): void {
  const startedAtMs = performance.now();
  const ended = () => context.events.handled(frame.type, performance.now() - startedAtMs);
  const failed = (error: unknown) => {
    context.events.frameFailed(frame, error);
    if ((frame.type === "message.send" || frame.type === "whisper.send") && isOurFault(error)) {
      context.latency.failed(session.identity.principal.tenantId, context.clock.now());
    }
    ended();
    refuse(context, session, id, error);
  };
  try {
    if (!maySend(session.identity.principal.role, frame.type)) {
      throw new AppError("forbidden", { detail: "Your role does not allow this." });
    }
    requireReach(session, frame);
    const done = handlerOf<ClientFrameType>(frame.type)(context, session, frame);
    if (done) done.then(ended, failed);
    else ended();
  } catch (error) {
    failed(error);
  }
}
