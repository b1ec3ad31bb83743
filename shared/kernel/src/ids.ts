import { uuidv7 } from "uuidv7";

/** Generates UUIDv7 ids (RFC 9562), which sort by time. Not secrets. */
export interface Ids {
  next(): string;
}

export const systemIds: Ids = { next: uuidv7 };
