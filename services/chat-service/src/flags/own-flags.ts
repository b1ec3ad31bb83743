import { flagSpec, isTenantsFlag, OWNERS_FLAGS } from "@chorus/contracts/flags";
import type { changeOwnFlags as changeRoute, listOwnFlags as listRoute } from "@chorus/contracts/routes/flags";
import type { RouteBody, RouteResult } from "@chorus/contracts/routes/define-route";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { readFlags } from "./read-flags.ts";
import { storeFlag } from "./set-flag.ts";

type OwnFlags = RouteResult<typeof listRoute>;

/** What is switched off for the caller's tenant, and by whom. */
export async function listOwnFlags(context: ChatContext, principal: Principal): Promise<OwnFlags> {
  requirePermission(principal, "people.read");
  const flags = await readFlags(context, principal.tenantId);
  return {
    items: flags.flatMap(({ flag, kind, isOn, from }) => {
      if (kind !== "kill switch" || !isTenantsFlag(flag)) return [];
      const offBy = isOn ? null : from === "owner" ? ("tenant" as const) : ("operator" as const);
      return [{ flag, isOn: isOn === true, offBy, ownerMaySwitch: flagSpec(flag).tenantMaySwitchOff }];
    }),
  };
}

/** An owner switches something off, or takes that back. What the operator has switched off stays off. */
export async function changeOwnFlags(
  context: ChatContext,
  principal: Principal,
  { change, requestId }: { change: RouteBody<typeof changeRoute>; requestId: string },
): Promise<OwnFlags> {
  requirePermission(principal, "tenant.own");
  const { tenantId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    for (const flag of OWNERS_FLAGS) {
      const isOn = change[flag];
      if (isOn === undefined) continue;
      const value = isOn ? null : { isOn, percentage: 100, expiresAt: null };
      const stored = await storeFlag(context, tx, { flag, tenantId, setBy: "tenant", value });
      await writeAudit(tx, {
        ...{ tenantId, requestId, action: "flag.set", actor: auditActor(principal) },
        target: { type: "tenant", id: tenantId },
        detail: { flag, ...stored },
      });
    }
  });
  await context.flagsChanged();
  return listOwnFlags(context, principal);
}
