import { CLIENT_FRAMES, type ClientFrameOf, type ClientFrameType } from "@chorus/contracts/frames/client-frame";
import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import type { GatewayContext } from "../context.ts";
import { resumeConversations } from "../conversations/resume.ts";
import { dispatch } from "./dispatch.ts";
import { idOf, parseFrame, parseObject, type JsonObject } from "./parse-frame.ts";
import { refuse } from "../session/refuse.ts";
import { authenticate } from "../session/authenticate.ts";
import { RateGate } from "../session/rate-gate.ts";
import { closeSession, isReady, type ReadySession, type Session } from "../session/session.ts";

/** More frames than this before the answer to hello are refused. */
const MAX_EARLY_FRAMES = LIMITS.framesBurst;

/** Handles one message of a client, from bytes to the handler of its type. */
export function receive(context: GatewayContext, session: Session, text: string | null, sizeBytes: number): void {
  if (text === null) return closeSession(session, "badFrame");
  if (sizeBytes > LIMITS.frameBytes) return closeSession(session, "frameTooLarge");
  if (session.phase === "waiting" && sizeBytes > LIMITS.helloBytes) return closeSession(session, "noHello");
  const object = parseObject(text);
  if (object === null) return closeSession(session, "badFrame");
  if (isReady(session)) return receiveFrame(context, session, object);
  if (session.phase === "waiting") return receiveHello(context, session, object);
  // A client need not wait for the answer to hello.
  session.early ??= [];
  if (session.early.length >= MAX_EARLY_FRAMES) return closeSession(session, "rateLimited");
  session.early.push(object);
}

function receiveHello(context: GatewayContext, session: Session, object: JsonObject): void {
  if (object["type"] !== "hello") return closeSession(session, "noHello");
  try {
    const frame = parseFrame(object);
    if (frame.type !== "hello") return;
    session.phase = "authenticating";
    void admit(context, session, frame);
  } catch (error) {
    refuse(context, session, idOf(object), error);
    // A refused first frame closes the socket.
    closeSession(session, "noHello");
  }
}

async function admit(context: GatewayContext, session: Session, hello: ClientFrameOf<"hello">): Promise<void> {
  try {
    const ready = await authenticate(context, session, hello);
    if (ready) void resumeConversations(context, ready, hello.resume ?? []);
    const { early } = session;
    session.early = null;
    for (const object of early ?? []) if (ready && isReady(ready)) receiveFrame(context, ready, object);
  } catch (error) {
    context.events.failed(error);
    closeSession(session, "internal");
  }
}

function receiveFrame(context: GatewayContext, session: ReadySession, object: JsonObject): void {
  if (!passesGate(context, session, object)) return;
  const id = idOf(object);
  try {
    dispatch(context, session, parseFrame(object), id);
  } catch (error) {
    refuse(context, session, id, error);
  }
}

function isFrameType(type: unknown): type is ClientFrameType {
  return typeof type === "string" && Object.hasOwn(CLIENT_FRAMES, type);
}

/** Counts the frame, also an invalid one. */
function passesGate(context: GatewayContext, session: ReadySession, object: JsonObject): boolean {
  const nowMs = context.clock.now();
  session.gate ??= new RateGate(session.limits, nowMs);
  let answer = session.gate.take("frame", nowMs);
  const type = object["type"];
  if (answer.result === "pass" && isFrameType(type) && CLIENT_FRAMES[type].cost === "send") {
    answer = session.gate.take("send", nowMs);
  }
  if (answer.result === "pass") return true;
  if (answer.result === "out") {
    closeSession(session, "rateLimited");
    return false;
  }
  const limited = new AppError("rate_limited", { detail: "Too fast: wait a moment.", retryMs: answer.retryMs });
  refuse(context, session, idOf(object), limited);
  return false;
}
