import { z } from "zod";
import { FlagName, OWNERS_FLAGS, type OwnersFlag, TenantsFlag } from "../flags.ts";
import { Uuid } from "../ids.ts";
import { Timestamp } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** What was set for a flag. */
const SetFlag = z
  .object({
    isOn: z.boolean(),
    /** Of the tenants, always the same ones; the others have what counts without it. 100 for one tenant. */
    percentage: z.int(),
    /** From then on it counts no more; null: until it is changed. */
    expiresAt: Timestamp.nullable(),
    changedAt: Timestamp,
  })
  .meta({ id: "SetFlag" });

/** A flag as the operator sees it. */
const Flag = z
  .object({
    flag: FlagName,
    kind: z.enum(["kill switch", "permission", "release"]),
    does: z.string(),
    owner: z.string(),
    default: z.boolean(),
    /** For all tenants; null: nothing was set. */
    forAll: SetFlag.nullable(),
    /** For the tenant that was asked about; null: nothing was set, or no tenant was named. */
    forTenant: SetFlag.nullable(),
    /** The tenant's owner has switched it off. */
    isOffByTenant: z.boolean(),
    /** What counts for the tenant that was asked about; null when none was. */
    isOn: z.boolean().nullable(),
  })
  .meta({ id: "Flag" });

const FlagChange = z.strictObject({
  isOn: z.boolean(),
  percentage: z.int().min(0).max(100).default(100),
  expiresAt: Timestamp.nullable().default(null),
});

const Flags = z.object({ items: z.array(Flag) });
const ofFlag = z.object({ flag: FlagName });
const ofTenant = z.object({ tenantId: Uuid });
const ofTenantsFlag = z.object({ tenantId: Uuid, flag: TenantsFlag });

export const listFlags = defineRoute({
  id: "tenants.list_flags",
  service,
  method: "GET",
  path: "/api/v1/flags",
  summary: "Every flag with what is set for all companies",
  access: "operator",
  responses: { 200: Flags },
});

export const setFlag = defineRoute({
  id: "tenants.set_flag",
  service,
  method: "PUT",
  path: "/api/v1/flags/{flag}",
  summary: "Set a flag for all companies, or for a share of them",
  access: "operator",
  params: ofFlag,
  body: FlagChange,
  responses: { 200: Flag },
});

export const clearFlag = defineRoute({
  id: "tenants.clear_flag",
  service,
  method: "DELETE",
  path: "/api/v1/flags/{flag}",
  summary: "Nothing is set for all companies any more: its default counts",
  access: "operator",
  params: ofFlag,
  responses: { 200: Flag },
});

export const listTenantFlags = defineRoute({
  id: "tenants.list_tenant_flags",
  service,
  method: "GET",
  path: "/api/v1/tenants/{tenantId}/flags",
  summary: "Every flag with what counts for a company, and why",
  access: "operator",
  params: ofTenant,
  responses: { 200: Flags },
});

export const setTenantFlag = defineRoute({
  id: "tenants.set_tenant_flag",
  service,
  method: "PUT",
  path: "/api/v1/tenants/{tenantId}/flags/{flag}",
  summary: "Set a flag for one company; it counts before what is set for all",
  access: "operator",
  params: ofTenantsFlag,
  body: z.strictObject({ isOn: z.boolean(), expiresAt: Timestamp.nullable().default(null) }),
  responses: { 200: Flag },
});

export const clearTenantFlag = defineRoute({
  id: "tenants.clear_tenant_flag",
  service,
  method: "DELETE",
  path: "/api/v1/tenants/{tenantId}/flags/{flag}",
  summary: "Nothing is set for this company any more: what is set for all counts",
  access: "operator",
  params: ofTenantsFlag,
  responses: { 200: Flag },
});

/** A flag as the tenant's own people see it. */
const OwnFlag = z
  .object({
    flag: TenantsFlag,
    isOn: z.boolean(),
    /** Who has switched it off; null while it is on. */
    offBy: z.enum(["operator", "tenant"]).nullable(),
    /** The owner may switch it off, and on again where the operator has not switched it off. */
    ownerMaySwitch: z.boolean(),
  })
  .meta({ id: "OwnFlag" });

const OwnFlags = z.object({ items: z.array(OwnFlag) });

/** True: on, as the operator has it. */
const OWN_SWITCHES = Object.fromEntries(OWNERS_FLAGS.map((flag) => [flag, z.boolean().optional()])) as Record<
  OwnersFlag,
  z.ZodOptional<z.ZodBoolean>
>;

export const listOwnFlags = defineRoute({
  id: "tenant.list_flags",
  service,
  method: "GET",
  path: "/api/v1/tenant/flags",
  summary: "What is switched off here, and by whom",
  access: "user",
  permission: "people.read",
  responses: { 200: OwnFlags },
});

export const changeOwnFlags = defineRoute({
  id: "tenant.change_flags",
  service,
  method: "PATCH",
  path: "/api/v1/tenant/flags",
  summary: "Switch something off for one's own company, or on again; what is not named stays",
  access: "user",
  permission: "tenant.own",
  body: z.strictObject(OWN_SWITCHES),
  responses: { 200: OwnFlags },
});
