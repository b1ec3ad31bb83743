import { type SignalName, SIGNALS } from "@chorus/contracts/frames/signals";
import { notFound } from "@chorus/kernel/app-error";
import { setSignal } from "../conversations/own-signals.ts";
import type { FrameHandler } from "./handler.ts";

/** The handler of every signal's frame. */
export function signal<Name extends SignalName>(name: Name): FrameHandler<Name> {
  return (context, session, frame) => {
    const { conversationId, ...said } = frame as { conversationId: string } & Record<string, unknown>;
    // Having joined is the proof of membership: nothing is asked for something so fleeting.
    if (!context.streams.subscription(session, conversationId)?.stream) throw notFound();
    const holds = said[SIGNALS[name].flag] === true;
    setSignal(context, session, { name, conversationId }, holds);
  };
}
