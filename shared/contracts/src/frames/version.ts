/** Offered by clients and echoed by the gateway as the WebSocket subprotocol. */
export const SUBPROTOCOL = "chorus.v1";

/** A second subprotocol offer may carry the access token: `chorus.bearer.<token>`. */
export const BEARER_SUBPROTOCOL_PREFIX = "chorus.bearer.";

/**
 * One line per change of any frame, newest last; `version.test.ts` fails when frames change without a new line.
 * Additions that old clients can ignore keep `chorus.v1`; anything else needs a new subprotocol.
 *
 * - 1: the walking skeleton: every frame of chorus.v1
 * - 2: `error` knows the code `proof_required` (of the REST API; no frame is answered with it)
 * - 3: `viewing`, from agents to agents: who else looks at a conversation
 * - 4: the event `mail.automatic`, for agents; `mail` beside what a customer wrote by mail, for agents; the error code `not_available`
 * - 5: `error` knows the codes `request_timeout` and `headers_too_large` (of the REST API; no frame is answered with them)
 * - 6: the event `conversation.handed_over`, for agents
 * - 7: `whisper.send` and the event `whisper`, for agents
 * - 8: `queue.position`, from the server to customers who wait
 * - 9: `owner` of a conversation, for agents
 * - 10: `newsAt`, `snoozedUntil` and `rating` of a conversation, for agents
 * - 11: `listed` of a conversation, for its customer
 * - 12: the event `mail.sent`, for agents
 * - 13: `error` knows the codes `switched_off` and `quota_reached` (of the REST API; no frame is answered with them)
 * - 14: `error` knows the codes `out_of_stock` and `cart_changed` (of the shop's REST API; no frame is answered with them)
 * - 15: `emailVerified` of a conversation's customer, for agents; `verified` is about the name alone
 * - 16: `error` knows the code `payment_declined` (of the shop's REST API; no frame is answered with it)
 * - 17: `error` knows the codes `coupon_unknown`, `coupon_not_begun`, `coupon_ended`, `coupon_used_up` and `coupon_needs_more` (of the
 *   shop's REST API; no frame is answered with them)
 */
export const PROTOCOL_REVISION = 17;
