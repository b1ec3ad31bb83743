import { describe, expect, test } from "vitest";
import { changedPerson, takesLastOwner } from "./person-changes.ts";

const NOW_MS = Date.parse("2026-11-21T09:00:00.000Z");
const earlier = new Date("2026-01-01T00:00:00.000Z");
const ana = { id: "ana", name: "Ana", role: "owner", disabled_at: null } as const;

describe("a change of a person", () => {
  test("leaves what is not named", () => {
    expect(changedPerson(ana, {}, NOW_MS)).toEqual({ name: "Ana", role: "owner", disabled_at: null });
    expect(changedPerson(ana, { role: "agent" }, NOW_MS)).toEqual({ name: "Ana", role: "agent", disabled_at: null });
  });

  test("disables as of now, and who is disabled already stays so since then", () => {
    expect(changedPerson(ana, { disabled: true }, NOW_MS).disabled_at).toEqual(new Date(NOW_MS));
    const disabled = { ...ana, disabled_at: earlier };
    expect(changedPerson(disabled, { disabled: true }, NOW_MS).disabled_at).toEqual(earlier);
    expect(changedPerson(disabled, { name: "Anna" }, NOW_MS).disabled_at).toEqual(earlier);
  });

  test("lets in again", () => {
    expect(changedPerson({ ...ana, disabled_at: earlier }, { disabled: false }, NOW_MS).disabled_at).toBeNull();
  });
});

describe("the last owner", () => {
  const alone = [{ id: "ana" }];
  const two = [{ id: "ana" }, { id: "ben" }];
  const [demoted, disabled] = [
    changedPerson(ana, { role: "admin" }, NOW_MS),
    changedPerson(ana, { disabled: true }, NOW_MS),
  ];

  test.each([
    ["demoted", demoted],
    ["disabled", disabled],
  ])("cannot be %s, and one of two can", (_, next) => {
    expect(takesLastOwner(ana, next, alone)).toBe(true);
    expect(takesLastOwner(ana, next, two)).toBe(false);
  });

  test("can change their name", () => {
    expect(takesLastOwner(ana, changedPerson(ana, { name: "Anna" }, NOW_MS), alone)).toBe(false);
  });

  test("is not whoever never was one", () => {
    expect(takesLastOwner({ ...ana, id: "ben", role: "admin" }, disabled, alone)).toBe(false);
  });
});
