import { DisplayName, EmailAddress, label } from "@chorus/contracts/primitives";
import { AppError } from "@chorus/kernel/app-error";
import { errors, jwtVerify } from "jose";
import { z } from "zod";

const MAX_LIFETIME_SECONDS = 3_600;
const CLOCK_TOLERANCE_SECONDS = 30;

const Claims = z.object({
  sub: z.string("must be a string: write a numeric id in quotes").pipe(label({ max: 200 })),
  // NumericDate may have a fraction (RFC 7519, section 2).
  iat: z.number(),
  exp: z.number(),
  // `sub` alone identifies the customer; other claims may be unusable.
  name: DisplayName.optional().catch(undefined),
  email: EmailAddress.optional().catch(undefined),
});

/** The claims of a tenant's backend about its customer. */
export interface CustomerIdentity {
  /** The tenant's own id of the customer. */
  externalId: string;
  name: string | undefined;
  email: string | undefined;
}

/**
 * Checks a customer's identity, an HS256 JWT of the tenant's backend: `sub`, `aud` (the widget key), `iat` that is not in the
 * future, `exp` at most an hour after it; `name` and `email` are optional,
 * and ignored when they are invalid.
 * @throws AppError `unauthenticated` with what the tenant's developer has to change
 */
export async function verifyIdentityToken(
  token: string,
  options: { secret: string; widgetKey: string; nowMs: number },
): Promise<CustomerIdentity> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(options.secret), {
      algorithms: ["HS256"],
      audience: options.widgetKey,
      currentDate: new Date(options.nowMs),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["sub", "iat", "exp"],
    });
    const claims = Claims.safeParse(payload);
    if (!claims.success) throw refused(`${claims.error.issues[0]?.path.join(".")}: ${claims.error.issues[0]?.message}`);
    const { sub, iat, exp, name, email } = claims.data;
    if (iat * 1000 > options.nowMs + CLOCK_TOLERANCE_SECONDS * 1000) throw refused("iat is in the future");
    if (exp - iat > MAX_LIFETIME_SECONDS) throw refused("exp may be at most one hour after iat");
    return { externalId: sub, name, email };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof errors.JWTExpired) throw refused("it has expired");
    if (error instanceof errors.JWTClaimValidationFailed) throw refused(`the claim ${error.claim} is missing or wrong`);
    throw refused("it is not an HS256 JWT signed with this company's identity secret");
  }
}

function refused(why: string): AppError {
  return new AppError("unauthenticated", { detail: `The identity token is not accepted: ${why}.` });
}
