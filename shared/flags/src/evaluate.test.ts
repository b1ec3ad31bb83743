import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { expect, test } from "vitest";
import { bucketOf, evaluate, type FindValue, type SetValue } from "./evaluate.ts";

const TENANT = "01990000-0000-7000-8000-000000000001";
const NOW_MS = Date.UTC(2026, 10, 30);

const value = (change: Partial<SetValue>): SetValue => ({
  ...{ tenantId: SYSTEM_TENANT, flag: "push", setBy: "operator", isOn: false, percentage: 100, expiresAtMs: null },
  ...change,
});
const among =
  (...values: SetValue[]): FindValue =>
  (tenantId, flag, setBy) =>
    values.find((set) => set.tenantId === tenantId && set.flag === flag && set.setBy === setBy);
const of = (...values: SetValue[]) => evaluate(among(...values), "push", TENANT, NOW_MS);

test("nothing set: the default", () => {
  expect(of()).toEqual({ isOn: true, from: "default" });
});

test("what is set for a tenant counts before what is set for all", () => {
  expect(of(value({}))).toEqual({ isOn: false, from: "all" });
  expect(of(value({}), value({ tenantId: TENANT, isOn: true }))).toEqual({ isOn: true, from: "tenant" });
});

test("an owner switches off, and not on again what the operator has switched off", () => {
  const owners = (isOn: boolean) => value({ tenantId: TENANT, setBy: "tenant", isOn });
  expect(of(owners(false))).toEqual({ isOn: false, from: "owner" });
  expect(of(value({}), owners(true))).toEqual({ isOn: false, from: "all" });
  const meaning = value({ tenantId: TENANT, setBy: "tenant", flag: "meaning" });
  expect(evaluate(among(meaning), "meaning", TENANT, NOW_MS)).toEqual({ isOn: true, from: "default" });
});

test("what is past its end was not set, to the millisecond", () => {
  expect(of(value({ expiresAtMs: NOW_MS + 1 })).isOn).toBe(false);
  expect(of(value({ expiresAtMs: NOW_MS })).isOn).toBe(true);
});

test("a share of the tenants is always the same, grows with the percentage, and is another one for another flag", () => {
  const tenants = Array.from(
    { length: 2_000 },
    (_, index) => `01990000-0000-7000-8000-${String(index).padStart(12, "0")}`,
  );
  const offAt = (percentage: number) =>
    tenants.filter((tenantId) => !evaluate(among(value({ percentage })), "push", tenantId, NOW_MS).isOn);
  const [none, tenth, third, all] = [offAt(0), offAt(10), offAt(30), offAt(100)];
  expect([none.length, all.length]).toEqual([0, 2_000]);
  expect(tenth.length).toBeGreaterThan(140);
  expect(tenth.length).toBeLessThan(260);
  expect(tenth.every((tenantId) => third.includes(tenantId))).toBe(true);
  expect(tenants.filter((tenantId) => bucketOf("sms", tenantId) < 10)).not.toEqual(tenth);
});

test("a tenant's place does not move from release to release", () => {
  expect([bucketOf("push", TENANT), bucketOf("sms", TENANT)]).toEqual([77, 17]);
});
