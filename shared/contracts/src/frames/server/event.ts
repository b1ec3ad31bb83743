import { z } from "zod";
import { Event } from "../../entities/event.ts";

/** One entry of the log, live: the entry's own fields beside `type`. */
export const EventFrame = z.intersection(z.object({ type: z.literal("event") }), Event);
export type EventFrame = z.infer<typeof EventFrame>;
