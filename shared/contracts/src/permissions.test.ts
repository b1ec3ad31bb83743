import { expect, test } from "vitest";
import { PERMISSIONS, ROLES, reachOf } from "./permissions.ts";

test("the table of http-api.md", () => {
  const mark = { all: "all", own: "own" };
  const rows = Object.entries(PERMISSIONS).map(
    ([name, permission]) =>
      `${name}: ${ROLES.map((role) => {
        const reach = permission[role];
        return reach ? mark[reach] : "-";
      }).join(" ")} | ${permission.scope ?? "-"}`,
  );
  expect([`permission: ${ROLES.join(" ")} | scope`, ...rows].join("\n")).toMatchInlineSnapshot(`
    "permission: owner admin supervisor agent viewer customer | scope
    conversation.read: all all all all all own | conversations:read
    conversation.start: all all all all - own | conversations:write
    message.send: all all all all - own | messages:write
    conversation.organise: all all all all - - | conversations:write
    conversation.work: all all all all - - | conversations:write
    conversation.close: all all all all - own | conversations:write
    conversation.rate: - - - - - own | -
    conversation.assign_others: all all all - - - | conversations:write
    conversation.supervise: all all all - - - | -
    people.read: all all all all all - | admin
    people.manage: all all - - - - | admin
    tenant.manage: all all - - - - | admin
    keys.manage: all all - - - - | -
    tenant.own: all - - - - - | -
    presence.read: all all all all all - | conversations:read
    presence.choose: all all all all - - | -
    catalog.read: all all all all all own | catalog:read
    catalog.manage: all all - - - - | catalog:write
    stock.read: all all all all all - | catalog:read
    stock.manage: all all - - - - | stock:write
    promotion.read: all all all all all - | catalog:read
    promotion.manage: all all - - - - | catalog:write
    cart.use: all all all all - own | orders:write
    order.read: all all all all all own | orders:read
    order.work: all all all all - - | orders:write
    payment.manage: all all all - - - | orders:write
    refund.manage: all all all - - - | refunds:write
    saga.manage: all all - - - - | -"
  `);
});

test("a customer reaches nothing but their own", () => {
  for (const name of Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[]) {
    expect(reachOf("customer", name)).not.toBe("all");
  }
});

test("no role may do something that a more powerful role of the desk may not", () => {
  const desk = ROLES.filter((role) => role !== "customer");
  for (const permission of Object.values(PERMISSIONS)) {
    const allowed = desk.map((role) => permission[role] !== null);
    expect(allowed).toEqual(allowed.toSorted((left, right) => Number(right) - Number(left)));
  }
});
