import { z } from "zod";
import { plainText } from "./primitives.ts";

/** Any RFC 9562 UUID, folded to lower case as Postgres prints it. Ids made by Chorus are version 7. */
export const Uuid = z.uuid().toLowerCase();
export type Uuid = z.infer<typeof Uuid>;

/** A reference the client picks so that it can match a reply with its request. */
export const RequestRef = plainText({ min: 1, max: 64 });
