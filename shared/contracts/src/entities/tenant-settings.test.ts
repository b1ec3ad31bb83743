import { expect, test } from "vitest";
import { changeTenantSettings, readTenantSettings, whyRefused } from "./tenant-settings.ts";

test("a tenant that has set nothing has the defaults", () => {
  expect(readTenantSettings({})).toEqual({
    editWindowMinutes: 15,
    widget: {},
    limits: {},
    notifications: {},
    businessHours: null,
    assistant: { enabled: false },
  });
});

test("what this version cannot read is as if it had not been set, and other settings hold", () => {
  const stored = { editWindowMinutes: "soon", limits: { framesPerSecond: 7 }, fromTheFuture: 1 };
  expect(readTenantSettings(stored)).toMatchObject({ editWindowMinutes: 15, limits: { framesPerSecond: 7 } });
});

test("a change keeps what it does not name: settings, their fields, and what it does not know", () => {
  const stored = { editWindowMinutes: 5, widget: { greeting: "Ahoy!" }, fromTheFuture: 1 };
  expect(changeTenantSettings(stored, { widget: { accentColour: "#0a7f5a" }, businessHours: null })).toEqual({
    editWindowMinutes: 5,
    widget: { greeting: "Ahoy!", accentColour: "#0a7f5a" },
    businessHours: null,
    fromTheFuture: 1,
  });
});

test("words in one language leave those in others alone", () => {
  const stored = { widget: { texts: { de: { greeting: "Moin!" }, es: { greeting: "Hola" } } } };
  const changed = changeTenantSettings(stored, { widget: { texts: { de: { starters: ["Wo ist mein Paket?"] } } } });
  expect(changed).toEqual({
    widget: { texts: { de: { starters: ["Wo ist mein Paket?"] }, es: { greeting: "Hola" } } },
  });
});

test("what nothing acts on yet may only stay as it is", () => {
  expect(whyRefused({}, { assistant: { enabled: true } })).toBe("The assistant is not available yet.");
  expect(whyRefused({}, { assistant: { enabled: false }, editWindowMinutes: 0 })).toBeUndefined();
});
