import type { FlagName } from "@chorus/contracts/flags";
import type { MailLanguage } from "@chorus/contracts/entities/notification-preferences";
import type { QuotaName } from "@chorus/contracts/quotas";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { DefaultedTime, Time } from "./columns.ts";

/** What was set for flags, of all tenants (SYSTEM_TENANT) or of one. */
export interface FeatureFlagsTable {
  tenant_id: string;
  flag: FlagName;
  set_by: "operator" | "tenant";
  is_on: boolean;
  /** Of the tenants, always the same ones. */
  percentage: Generated<number>;
  expires_at: Time | null;
  changed_at: DefaultedTime;
}

/** What the operator did; of SYSTEM_TENANT, so that it outlives the tenants it is about. */
export interface OperatorLogTable {
  tenant_id: string;
  id: string;
  at: DefaultedTime;
  /** `noun.verb`, as in the audit log. */
  action: string;
  /** The tenant that it was about; null: the installation. */
  about_tenant_id: string | null;
  detail: JSONColumnType<Record<string, unknown>, string, never>;
  request_id: string;
}

/** What a tenant may use and has used; without a row the default counts and nothing was counted. */
export interface TenantQuotasTable {
  tenant_id: string;
  quota: QuotaName;
  /** Null: the default. */
  amount: number | null;
  /** Of `used`; in another one nothing was used yet. */
  period: string | null;
  /** For what is counted here; the others are counted elsewhere. */
  used: Generated<number>;
  /** In which owners and admins were warned. */
  warned_period: string | null;
}

/** What a tenant's messages took, over a minute, an hour or a day; written by functions alone. */
export interface TenantLatencyTable {
  tenant_id: string;
  span: "minute" | "hour" | "day";
  starts_at: Time;
  /** The process that counted this minute; none of what was added up. */
  source: string;
  /** Messages by bucket (`LATENCY_BOUNDS_MS`), then those that failed. */
  numbers: ColumnType<string[], number[], number[]>;
}

/** A company that somebody wants to open, until the address is confirmed: then it is a tenant. */
export interface SignUpsTable {
  /** Of the tenant that it may become. */
  tenant_id: string;
  company_name: string;
  name: string;
  email: string;
  language: MailLanguage;
  created_at: DefaultedTime;
  expires_at: Time;
  /** When its mail was handed to the mail server; it is never handed over twice unless the server has refused it. */
  handed_at: Time | null;
}
