import { API_KEY_SCOPES, USER_ROLES, type UserRole } from "@chorus/contracts/permissions";
import { describe, expect, test } from "vitest";
import { samplePrincipal } from "../testing/sample-rows.ts";
import { requireMayActOn, requireMayGive } from "./guards.ts";

const program = (...scopes: (typeof API_KEY_SCOPES)[number][]) =>
  samplePrincipal({ role: "agent", apiKey: { name: "Bot", scopes } });

function allows(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

describe("a role is given", () => {
  const givenBy = (principal: ReturnType<typeof samplePrincipal>) =>
    USER_ROLES.filter((role) => allows(() => requireMayGive(principal, role)));

  test.each<[UserRole, UserRole[]]>([
    ["owner", ["owner", "admin", "supervisor", "agent", "viewer"]],
    ["admin", ["admin", "supervisor", "agent", "viewer"]],
    ["supervisor", ["supervisor", "agent", "viewer"]],
    ["agent", ["agent", "viewer"]],
    ["viewer", ["viewer"]],
  ])("by %s: only with what they may themselves", (role, expected) => {
    expect(givenBy(samplePrincipal({ role }))).toEqual(expected);
  });

  test("by a program: only with what its scopes reach, whatever the role of its maker", () => {
    expect(givenBy(program("admin"))).toEqual([]);
    expect(givenBy(program("admin", "conversations:read"))).toEqual([]);
    const readers = API_KEY_SCOPES.filter((scope) => scope.endsWith(":read"));
    expect(givenBy(program("admin", ...readers))).toEqual(["viewer"]);
    expect(givenBy(program(...API_KEY_SCOPES))).toEqual(["agent", "viewer"]);
  });
});

describe("acting on a person", () => {
  const other = (role: UserRole) => ({ id: "somebody else", role });

  test("is everybody's on themselves, an owner's too", () => {
    for (const role of USER_ROLES) {
      const self = samplePrincipal({ role });
      expect(allows(() => requireMayActOn(self, { id: self.userId, role }))).toBe(true);
    }
  });

  test("else theirs who manage people, and on owners an owner's only", () => {
    const actors = (role: UserRole) =>
      USER_ROLES.filter((mine) => allows(() => requireMayActOn(samplePrincipal({ role: mine }), other(role))));
    expect(actors("agent")).toEqual(["owner", "admin"]);
    expect(actors("owner")).toEqual(["owner"]);
  });

  test("no program acts on owners", () => {
    expect(allows(() => requireMayActOn(program(...API_KEY_SCOPES), other("owner")))).toBe(false);
  });
});
