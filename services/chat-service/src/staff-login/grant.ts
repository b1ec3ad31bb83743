import { ACCESS_TOKEN_SECONDS, signAccessToken } from "@chorus/auth/access-token";
import type { SessionUser } from "@chorus/contracts/entities/people";
import type { ChatContext } from "../context.ts";
import { presentSessionUser } from "../people/rows/present-user.ts";
import type { UserRow } from "../people/rows/queries.ts";

/** What somebody who is signed in gets. */
export interface Grant {
  accessToken: string;
  expiresIn: number;
  user: SessionUser;
  refreshToken: string;
}

export async function grantOf(
  { signingKeys, clock, ids }: Pick<ChatContext, "signingKeys" | "clock" | "ids">,
  person: UserRow,
  { sessionId, refreshToken }: { sessionId: string; refreshToken: string },
): Promise<Grant> {
  const accessToken = await signAccessToken(
    signingKeys.active(),
    { userId: person.id, tenantId: person.tenant_id, role: person.role, sessionId },
    { nowMs: clock.now(), tokenId: ids.next() },
  );
  return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS, user: presentSessionUser(person), refreshToken };
}
