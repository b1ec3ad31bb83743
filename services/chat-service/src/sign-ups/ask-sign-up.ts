import type { askSignUp as route } from "@chorus/contracts/routes/sign-up";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { ChatContext } from "../context.ts";
import { requireOpen } from "./is-open.ts";

const DAY_MS = 24 * 3_600_000;
/** 32,768 digests on average: half a second in Chromium on two cores with other work. */
const DIFFICULTY_BITS = 15;

/**
 * Mails a link that opens a company. Neither the answer nor its time tells whether the address is known: nobody is looked up here, and
 * what there is to say is in the mail.
 * @throws AppError `switched_off`, `proof_required` with a challenge, `rate_limited`
 */
export async function askSignUp(context: ChatContext, input: RouteBody<typeof route> & { ip: string }): Promise<void> {
  const { companyName, name, email, language, proof, ip } = input;
  await context.proofs.spend({
    ...{ proof, purpose: `sign-up|${email}`, difficultyBits: DIFFICULTY_BITS },
    detail: "Your browser has to do a little work first: solve the challenge.",
  });
  const mayBeMailed = await context.signUpLimits.ask(email, ip);
  await requireOpen(context);
  if (!mayBeMailed) return;
  const tenantId = context.ids.next();
  await context.database.withTenant(tenantId, async (tx) => {
    await tx
      .insertInto("sign_ups")
      .values({
        ...{ tenant_id: tenantId, company_name: companyName, name, email, language, handed_at: null },
        expires_at: new Date(context.clock.now() + DAY_MS),
      })
      .execute();
    await context.tasks.enqueue(tx, "sign_up.mail", {}, { dedupKey: tenantId });
  });
}
