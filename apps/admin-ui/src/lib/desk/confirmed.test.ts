import { expect, test } from "vitest";
import { isAddressUnconfirmed } from "./confirmed.ts";

const email = "cara@shop.test";

test.each([
  ["the visitor's own, under a signed name", { email, verified: true, emailVerified: false }, true],
  ["signed like the name", { email, verified: true, emailVerified: true }, false],
  ["under a name that is the visitor's own, too", { email, verified: false, emailVerified: false }, false],
  ["none", { email: null, verified: true, emailVerified: false }, false],
  ["of an older service, which does not say", { email, verified: true }, false],
])("an address: %s", (_, customer, expected) => {
  expect(isAddressUnconfirmed(customer)).toBe(expected);
});
