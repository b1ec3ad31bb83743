import { randomBytes } from "node:crypto";
import type { readSignUpLink as route } from "@chorus/contracts/routes/sign-up";
import type { RouteBody, RouteResult } from "@chorus/contracts/routes/define-route";
import type { ChatContext } from "../context.ts";
import { findTenantBySlug } from "../tenants/queries.ts";
import { requireOpen } from "./is-open.ts";
import { findSignUp, type SignUpRow, tenantOfLink } from "./sign-up-links.ts";
import { suggestSlugs } from "./suggest-slug.ts";

/**
 * What a link leads to. Only whoever has one may ask whether a short name is taken.
 * @throws AppError `unauthenticated` for a link that is unknown, used or over, `switched_off`, `rate_limited`
 */
export async function readSignUpLink(
  context: ChatContext,
  { token, slug }: RouteBody<typeof route>,
): Promise<RouteResult<typeof route>> {
  const tenantId = tenantOfLink(context, token);
  await context.signUpLimits.read(tenantId);
  await requireOpen(context);
  const signUp = await context.database.readTenant(tenantId, (tx) => findSignUp(tx, new Date(context.clock.now())));
  const asked = slug ?? (await freeSlug(context, signUp));
  return {
    ...{ companyName: signUp.company_name, email: signUp.email, slug: asked },
    isSlugFree: slug === undefined || (await isFree(context, slug)),
  };
}

async function freeSlug(context: ChatContext, { company_name: companyName, email }: SignUpRow): Promise<string> {
  const slugs = suggestSlugs({ companyName, email });
  for (const slug of slugs) if (await isFree(context, slug)) return slug;
  return `team-${randomBytes(4).toString("hex")}`;
}

async function isFree({ database }: ChatContext, slug: string): Promise<boolean> {
  return (await findTenantBySlug(database, slug)) === undefined;
}
