import type { IsOn } from "@chorus/flags/open-flags";
import { expect, test } from "vitest";
import { channelsOff, isSwitchedOff } from "./switched-off.ts";

/** Everything is on but text messages. */
function switches() {
  const asked: string[] = [];
  const isOn: IsOn = (flag) => {
    asked.push(flag);
    return Promise.resolve(flag !== "sms");
  };
  return { asked, isOn };
}

test.each([
  ["email", [], false],
  ["in_app", [], false],
  ["push", ["push"], false],
  ["sms", ["sms"], true],
] as const)("of a delivery by %s the switches %j are asked", async (channel, flags, isOff) => {
  const { asked, isOn } = switches();
  expect(await isSwitchedOff({ isOn }, { tenant_id: "t", channel })).toBe(isOff);
  expect(asked).toEqual(flags);
});

test("of a tenant every channel with a switch is asked", async () => {
  const { asked, isOn } = switches();
  expect(await channelsOff({ isOn }, "t")).toEqual(new Set(["sms"]));
  expect(asked).toEqual(["push", "sms"]);
});
