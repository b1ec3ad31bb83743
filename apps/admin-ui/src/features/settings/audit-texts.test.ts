import { AUDIT_ACTIONS } from "@chorus/contracts/entities/audit-action";
import { expect, test } from "vitest";
import { auditTexts, NAMED_ACTIONS } from "./audit-texts.ts";

test("every action of the audit log has a text of its own in both languages, and none is left over", () => {
  expect(NAMED_ACTIONS.toSorted()).toEqual(AUDIT_ACTIONS.toSorted());
  for (const { actions } of [auditTexts.en, auditTexts.de]) {
    const texts = AUDIT_ACTIONS.map((action) => actions[action]);
    expect(texts.filter((text) => text === "")).toEqual([]);
    expect(new Set(texts).size).toBe(AUDIT_ACTIONS.length);
  }
});
