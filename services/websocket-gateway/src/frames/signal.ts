import { type SignalName, SIGNALS } from "@chorus/contracts/frames/signals";
import { notFound } from "@chorus/kernel/app-error";
import { setSignal } from "../conversations/own-signals.ts";
import type { FrameHandler } from "./handler.ts";

/** The handler of every signal's frame. */
export function signal<Name extends SignalName>(name: Name): FrameHandler<Name> {
  return (context, session, frame) => {
    const { conversationId, ...fields } = frame as { conversationId: string } & Record<string, unknown>;
    // Membership is enough: a signal is too short-lived for a check with chat-service.
    if (!context.streams.subscription(session, conversationId)?.stream) throw notFound();
    const isOn = fields[SIGNALS[name].flag] === true;
    setSignal(context, session, { name, conversationId }, isOn);
  };
}
