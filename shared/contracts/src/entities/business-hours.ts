import { z } from "zod";
import { TimeOfDay } from "./notification-preferences.ts";
import { TimeZone } from "./time-zone.ts";

/** Monday is 1, Sunday 7. A day may have several spans; one that ends at midnight ends at 24:00. */
const OpenSpan = z
  .strictObject({
    day: z.int().min(1).max(7),
    from: TimeOfDay,
    to: z.union([TimeOfDay, z.literal("24:00")]),
  })
  .refine(({ from, to }) => from < to, { message: "must end after it begins", path: ["to"] });

/** When the tenant is open, in its own time zone. */
export const BusinessHours = z.strictObject({ timeZone: TimeZone, spans: z.array(OpenSpan).min(1).max(28) });
export type BusinessHours = z.infer<typeof BusinessHours>;
