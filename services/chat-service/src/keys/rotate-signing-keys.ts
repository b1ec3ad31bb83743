import { ACCESS_TOKEN_SECONDS } from "@chorus/auth/access-token";
import type { ChatContext } from "../context.ts";

/** A key signs for a month. */
const ROTATE_AFTER_MS = 30 * 24 * 3_600_000;
/** Verifiers cache the key set for ten minutes: after twice that, all of them know a new key. */
const KNOWN_AFTER_SECONDS = 20 * 60;
/** Until the last token signed with a key has expired, with a margin. */
const KEPT_FOR_SECONDS = 4 * ACCESS_TOKEN_SECONDS;

/** One step of the rotation. Every instance runs it each minute; the database lets one of them do the work. */
export async function rotateSigningKeys({
  clock,
  signingKeys,
}: Pick<ChatContext, "clock" | "signingKeys">): Promise<void> {
  await signingKeys.refresh();
  if (clock.now() - signingKeys.activeSince().getTime() > ROTATE_AFTER_MS) await signingKeys.prepareNext();
  await signingKeys.advance({ knownAfterSeconds: KNOWN_AFTER_SECONDS, keptForSeconds: KEPT_FOR_SECONDS });
}
