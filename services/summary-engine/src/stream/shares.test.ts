import { expect, test } from "vitest";
import { createShares } from "./shares.ts";

const most = { process: 5, tenant: 3, person: 2 };
const a = (userId: string) => ({ tenantId: "a", userId });

test("a person and a tenant have their share before the process is full", () => {
  const shares = createShares(most);
  const back = shares.take(a("1"));
  shares.take(a("1"));
  expect(() => shares.take(a("1"))).toThrow(/You are watching/);
  shares.take(a("2"));
  expect(() => shares.take(a("3"))).toThrow(/Your company/);
  shares.take({ tenantId: "b", userId: "1" });
  shares.take({ tenantId: "b", userId: "2" });
  expect(() => shares.take({ tenantId: "c", userId: "1" })).toThrow(/Too many summaries/);
  back();
  back();
  shares.take({ tenantId: "c", userId: "1" });
  expect(() => shares.take({ tenantId: "d", userId: "1" })).toThrow(/Too many summaries/);
});
