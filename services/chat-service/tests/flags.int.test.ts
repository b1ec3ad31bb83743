import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());

const asOperator = (method: string, path: string, body?: object) =>
  chat.request(method, path, { token: chat.config.secrets.operatorKey, body });
const ownFlags = async (tenant: Tenant) =>
  (await chat.request("GET", "/api/v1/tenant/flags", { token: tenant.owner.token })).body.items;
const stateOf = async (tenant: Tenant, flag: string) =>
  (await ownFlags(tenant)).find((own: { flag: string }) => own.flag === flag);
const auditOf = async (tenant: Tenant) =>
  (await chat.request("GET", "/api/v1/audit-log?action=flag.set", { token: tenant.owner.token })).body.items;

test("the operator sets a flag for one tenant and takes it back; the tenant reads who it was, from what, to what", async () => {
  const [tenant, other] = [await chat.tenant(), await chat.tenant()];
  const path = `/api/v1/tenants/${tenant.id}/flags/push`;
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const set = await asOperator("PUT", path, { isOn: false, expiresAt });
  expect(set.status).toBe(200);
  expect(set.body).toMatchObject({ flag: "push", isOn: false, forTenant: { isOn: false, percentage: 100, expiresAt } });
  expect(await stateOf(tenant, "push")).toEqual({ flag: "push", isOn: false, offBy: "operator", ownerMaySwitch: true });
  expect(await stateOf(other, "push")).toMatchObject({ isOn: true, offBy: null });
  const cleared = await asOperator("DELETE", path);
  expect(cleared.body).toMatchObject({ isOn: true, forTenant: null });
  const value = { isOn: false, percentage: 100, expiresAt };
  expect(
    (await auditOf(tenant)).map(({ actor, detail }: { actor: object; detail: object }) => ({ actor, detail })),
  ).toEqual([
    { actor: { type: "operator", id: null }, detail: { flag: "push", from: value, to: null } },
    { actor: { type: "operator", id: null }, detail: { flag: "push", from: null, to: value } },
  ]);
});

test("for all tenants, with the operator's log; one tenant's own value counts before it", async () => {
  const tenant = await chat.tenant();
  const set = await asOperator("PUT", "/api/v1/flags/sms", { isOn: false });
  expect(set.body).toMatchObject({ forAll: { isOn: false, percentage: 100, expiresAt: null }, isOn: null });
  expect((await stateOf(tenant, "sms")).isOn).toBe(false);
  await asOperator("PUT", `/api/v1/tenants/${tenant.id}/flags/sms`, { isOn: true });
  expect((await stateOf(tenant, "sms")).isOn).toBe(true);
  const listed = await asOperator("GET", `/api/v1/tenants/${tenant.id}/flags`);
  expect(listed.body.items.find(({ flag }: { flag: string }) => flag === "sms")).toMatchObject({
    ...{ isOn: true, forAll: { isOn: false }, forTenant: { isOn: true }, kind: "kill switch", default: true },
  });
  await asOperator("PUT", "/api/v1/flags/sms", { isOn: false, percentage: 30 });
  await asOperator("DELETE", "/api/v1/flags/sms");
  const log = await chat.database.readTenant(SYSTEM_TENANT, (tx) =>
    tx.selectFrom("operator_log").select(["action", "about_tenant_id", "detail"]).orderBy("id").execute(),
  );
  const off = { isOn: false, percentage: 100, expiresAt: null };
  const offForSome = { ...off, percentage: 30 };
  const entry = (from: object | null, to: object | null) => ({
    ...{ action: "flag.set", about_tenant_id: null, detail: { flag: "sms", from, to } },
  });
  expect(log).toEqual([entry(null, off), entry(off, offForSome), entry(offForSome, null)]);
});

test("an owner switches off for the own company and on again, an admin does not, and what the operator has off stays off", async () => {
  const tenant = await chat.tenant();
  const change = (token: string, body: object) => chat.request("PATCH", "/api/v1/tenant/flags", { token, body });
  const admin = await chat.person(tenant, "admin");
  expect((await change(admin.token, { push: false })).body.code).toBe("forbidden");
  expect((await change(tenant.owner.token, { meaning: false })).body.code).toBe("invalid");
  expect((await change(tenant.owner.token, { push: false })).status).toBe(200);
  expect(await stateOf(tenant, "push")).toMatchObject({ isOn: false, offBy: "tenant" });
  await asOperator("PUT", `/api/v1/tenants/${tenant.id}/flags/push`, { isOn: false });
  await change(tenant.owner.token, { push: true });
  expect(await stateOf(tenant, "push")).toMatchObject({ isOn: false, offBy: "operator" });
  await asOperator("DELETE", `/api/v1/tenants/${tenant.id}/flags/push`);
  expect(await stateOf(tenant, "push")).toMatchObject({ isOn: true, offBy: null });
  const actors = (await auditOf(tenant)).map(({ actor }: { actor: { type: string; id: string | null } }) => actor);
  const owner = { type: "user", id: tenant.owner.id };
  const operator = { type: "operator", id: null };
  expect(actors).toEqual([operator, owner, operator, owner]);
});

test("a flag is not set for a time that is over: it would do nothing", async () => {
  const body = { isOn: false, expiresAt: "2020-01-01T00:00:00.000Z" };
  const tenant = await chat.tenant();
  for (const path of ["/api/v1/flags/sms", `/api/v1/tenants/${tenant.id}/flags/sms`])
    expect(await asOperator("PUT", path, body)).toMatchObject({
      status: 422,
      body: { errors: [{ path: "expiresAt" }] },
    });
});

test("no such tenant and no such flag is not found, for reading and for writing; a flag goes with its tenant", async () => {
  for (const path of [`/api/v1/tenants/${randomUUID()}/flags/push`, "/api/v1/flags/no_such_flag"])
    expect((await asOperator("PUT", path, { isOn: false })).body.code).toBe("not_found");
  expect((await asOperator("GET", `/api/v1/tenants/${randomUUID()}/flags`)).body.code).toBe("not_found");
  const tenant = await chat.tenant();
  await asOperator("PUT", `/api/v1/tenants/${tenant.id}/flags/push`, { isOn: false });
  expect(await chat.rowsWith(tenant.id)).toContain("feature_flags");
  expect((await asOperator("DELETE", `/api/v1/tenants/${tenant.id}`)).status).toBe(204);
  expect(await chat.rowsWith(tenant.id)).not.toContain("feature_flags");
});
