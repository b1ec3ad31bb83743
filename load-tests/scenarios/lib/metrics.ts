import { Counter, Rate, Trend } from "k6/metrics";

/** From sending a message to its acknowledgement: it is stored then. */
export const ackMs = new Trend("chorus_ack_ms", true);
/** From sending a message until the other side has it. */
export const deliveryMs = new Trend("chorus_delivery_ms", true);
/** Numbers of a conversation that somebody never got. */
export const gaps = new Counter("chorus_gaps");
/** Numbers of a conversation that somebody got twice. */
export const duplicates = new Counter("chorus_duplicates");
/** Reconnections that went on where the connection before had ended. */
export const resumed = new Rate("chorus_resumed");
/** Messages that were acknowledged, of those sent. */
export const acknowledged = new Rate("chorus_acknowledged");
