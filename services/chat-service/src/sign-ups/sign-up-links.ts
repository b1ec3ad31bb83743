import { readSignUpLinkToken } from "@chorus/auth/sign-up-link";
import type { TenantTx } from "@chorus/database/database";
import type { SignUpsTable } from "@chorus/database/tables/operator";
import { AppError } from "@chorus/kernel/app-error";
import type { Selectable } from "kysely";
import type { ChatContext } from "../context.ts";

export type SignUpRow = Selectable<SignUpsTable>;

/** The tenant that a link may make. @throws AppError `unauthenticated` for anything this platform has not signed */
export function tenantOfLink({ config }: Pick<ChatContext, "config">, token: string): string {
  const tenantId = readSignUpLinkToken(config.secrets.links, token);
  if (tenantId === null) throw linkIsOver();
  return tenantId;
}

/** @throws AppError `unauthenticated` for one that was used or is over */
export async function findSignUp(tx: TenantTx, now: Date): Promise<SignUpRow> {
  const row = await tx.selectFrom("sign_ups").selectAll().where("expires_at", ">", now).executeTakeFirst();
  if (!row) throw linkIsOver();
  return row;
}

/** Takes it, so that of all who come with its link one alone goes on. @throws AppError `unauthenticated` */
export async function takeSignUp(tx: TenantTx, now: Date): Promise<SignUpRow> {
  const row = await tx.deleteFrom("sign_ups").where("expires_at", ">", now).returningAll().executeTakeFirst();
  if (!row) throw linkIsOver();
  return row;
}

function linkIsOver(): AppError {
  return new AppError("unauthenticated", {
    detail: "This link was used already, or its day is over: sign in, or ask for a new one.",
  });
}
