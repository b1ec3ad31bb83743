import { expect, test } from "vitest";
import { sectionsFor } from "./sections.ts";

test("roles see only the settings they may use", () => {
  const names = (role: Parameters<typeof sectionsFor>[0]) => sectionsFor(role).map((section) => section.name);
  expect(names("owner")).toEqual([
    ...["account", "notifications", "general", "businessHours", "notificationDefaults", "features"],
    ...["widget", "origins", "summaries", "apiKeys", "identity", "deliveries", "deadTasks", "audit"],
  ]);
  expect(names("admin")).toEqual([
    ...["account", "notifications", "general", "businessHours", "notificationDefaults", "features"],
    ...["widget", "origins", "summaries", "apiKeys", "deliveries", "deadTasks", "audit"],
  ]);
  expect(names("supervisor")).toEqual(["account", "notifications"]);
  expect(names("agent")).toEqual(["account", "notifications"]);
  expect(names("viewer")).toEqual(["account", "notifications"]);
});
