import { USER_ROLES } from "@chorus/contracts/permissions";
import { describe, expect, test } from "vitest";
import { sampleEventRow, samplePrincipal } from "../testing/sample-rows.ts";
import { requireMayChange } from "./may-change-message.ts";

const message = sampleEventRow();
const author = samplePrincipal();
const stranger = samplePrincipal({ userId: "somebody else" });
const WINDOW = { editWindowMinutes: 15 };
const writtenMs = message.created_at.getTime();
const edit = (afterMs: number) => ({ body: "Better words", nowMs: writtenMs + afterMs, ...WINDOW });
const deletion = (afterMs: number) => ({ body: null, nowMs: writtenMs + afterMs, ...WINDOW });
const refusal = (code: string) => expect.objectContaining({ code });

describe("an edit", () => {
  test("is its author's while the window is open, to the last millisecond", () => {
    expect(() => requireMayChange(author, message, edit(15 * 60_000))).not.toThrow();
    expect(() => requireMayChange(author, message, edit(15 * 60_000 + 1))).toThrow("can be edited for 15 minutes");
  });

  test.each(USER_ROLES)("is nobody else's, also not an %s's", (role) => {
    const other = samplePrincipal({ ...stranger, role });
    expect(() => requireMayChange(other, message, edit(0))).toThrow(refusal("forbidden"));
  });

  test("of what was deleted is refused as such", () => {
    const deleted = { ...message, deleted_at: new Date() };
    expect(() => requireMayChange(author, deleted, edit(0))).toThrow(refusal("conflict"));
  });
});

describe("a deletion", () => {
  test("is its author's at any time, and repeating it is no mistake", () => {
    const deleted = { ...message, deleted_at: new Date() };
    expect(() => requireMayChange(author, message, deletion(86_400_000))).not.toThrow();
    expect(() => requireMayChange(author, deleted, deletion(86_400_000))).not.toThrow();
  });

  test("of another's is a supervisor's", () => {
    const may = USER_ROLES.filter((role) => {
      try {
        requireMayChange(samplePrincipal({ ...stranger, role }), message, deletion(0));
        return true;
      } catch {
        return false;
      }
    });
    expect(may).toEqual(["owner", "admin", "supervisor"]);
  });

  test("of another's is no program's, whatever its scopes", () => {
    const program = samplePrincipal({ ...stranger, role: "owner", apiKey: { name: "Bot", scopes: ["admin"] } });
    expect(() => requireMayChange(program, message, deletion(0))).toThrow(refusal("forbidden"));
  });
});
