import { createHash } from "node:crypto";
import { type FlagName, flagSpec } from "@chorus/contracts/flags";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";

/** A value that somebody has set, for all tenants (SYSTEM_TENANT) or for one. */
export interface SetValue {
  tenantId: string;
  flag: FlagName;
  setBy: "operator" | "tenant";
  isOn: boolean;
  /** 0 to 100, of all tenants. */
  percentage: number;
  /** Milliseconds since the epoch; null: no end. */
  expiresAtMs: number | null;
}

/** What counts, and whose word it is. */
export interface Evaluated {
  isOn: boolean;
  from: "default" | "all" | "tenant" | "owner";
}

/** Finds what is set for a tenant, or for all with SYSTEM_TENANT. */
export type FindValue = (tenantId: string, flag: FlagName, setBy: SetValue["setBy"]) => SetValue | undefined;

/**
 * What counts for a tenant: what the operator has set for it, else for all, else the default. Its owner may only switch off.
 * Pure: what is past its end, or for a share of tenants that this one is not in, was not set.
 */
export function evaluate(find: FindValue, flag: FlagName, tenantId: string, nowMs: number): Evaluated {
  const counts = (value: SetValue | undefined): SetValue | undefined =>
    value && (value.expiresAtMs === null || value.expiresAtMs > nowMs) && bucketOf(flag, tenantId) < value.percentage
      ? value
      : undefined;
  const own = counts(find(tenantId, flag, "operator"));
  const all = counts(find(SYSTEM_TENANT, flag, "operator"));
  const operators: Evaluated = own
    ? { isOn: own.isOn, from: "tenant" }
    : all
      ? { isOn: all.isOn, from: "all" }
      : { isOn: flagSpec(flag).default, from: "default" };
  const owners = flagSpec(flag).tenantMaySwitchOff ? counts(find(tenantId, flag, "tenant")) : undefined;
  return operators.isOn && owners && !owners.isOn ? { isOn: false, from: "owner" } : operators;
}

/** 0 to 99: a tenant's place in a roll-out, the same in every process and for ever; another one for each flag. */
export function bucketOf(flag: string, tenantId: string): number {
  return createHash("sha256").update(`${flag}:${tenantId}`).digest().readUInt32BE(0) % 100;
}
