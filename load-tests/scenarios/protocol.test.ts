import { createTenant } from "@chorus/contracts/routes/tenants";
import { patchTenant } from "@chorus/contracts/routes/tenant";
import { login } from "@chorus/contracts/routes/auth";
import { createUser } from "@chorus/contracts/routes/people";
import { createWidgetSession } from "@chorus/contracts/routes/widget";
import { createConversation } from "@chorus/contracts/routes/conversations";
import { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { expect, test } from "vitest";
import { LIMITS_OF_A_RUN, PATHS } from "./lib/protocol.ts";

test("what the k6 scripts know of the platform is what the contracts say", () => {
  expect(PATHS).toEqual({
    tenants: createTenant.path,
    tenant: patchTenant.path,
    login: login.path,
    users: createUser.path,
    widgetSessions: createWidgetSession.path,
    conversations: createConversation.path,
  });
});

test("the limits that a run asks for are ones a tenant may have", () => {
  expect(TenantLimits.partial().safeParse(LIMITS_OF_A_RUN).success).toBe(true);
});
