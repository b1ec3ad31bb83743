import { user, type Inventory } from "./classes.ts";

/** What the operator of an installation sets and does, and who wants to come. */
export const OPERATOR: Inventory<"feature_flags" | "operator_log" | "sign_ups" | "tenant_latency" | "tenant_quotas"> = {
  feature_flags: {
    key: ["flag", "set_by"],
    customer: null,
    tenantExport: { no: "how this installation is run: of no use elsewhere" },
    columns: {
      tenant_id: "identifier",
      flag: "none",
      set_by: "none",
      is_on: "none",
      percentage: "none",
      expires_at: "none",
      changed_at: "none",
    },
  },
  tenant_quotas: {
    key: ["quota"],
    customer: null,
    tenantExport: { no: "how this installation is run: of no use elsewhere" },
    columns: {
      tenant_id: "identifier",
      quota: "none",
      amount: "none",
      period: "none",
      used: "none",
      warned_period: "none",
    },
  },
  tenant_latency: {
    key: ["span", "starts_at", "source"],
    customer: null,
    tenantExport: { no: "how this installation is run: of no use elsewhere" },
    columns: {
      tenant_id: "identifier",
      span: "none",
      starts_at: "none",
      source: "identifier",
      numbers: "none",
    },
  },
  operator_log: {
    key: ["id"],
    customer: null,
    tenantExport: { no: "the operator's own; what concerns the tenant is in its audit log too" },
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      at: "none",
      action: "none",
      about_tenant_id: "identifier",
      detail: "none",
      request_id: "identifier",
    },
  },
  sign_ups: {
    key: [],
    customer: null,
    tenantExport: { no: "gone before there is a tenant" },
    columns: {
      tenant_id: "identifier",
      company_name: user,
      name: user,
      email: user,
      language: user,
      created_at: "none",
      expires_at: "none",
      handed_at: "none",
    },
  },
};
