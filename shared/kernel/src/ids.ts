import { uuidv7 } from "uuidv7";

/** Makes ids: UUIDv7 (RFC 9562), which sort by the time they were made. Not secrets. */
export interface Ids {
  next(): string;
}

export const systemIds: Ids = { next: uuidv7 };
