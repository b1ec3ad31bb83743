import { expect, test } from "vitest";
import { isEmail, tidyEmail } from "./email.ts";
import { EmailAddress } from "./primitives.ts";

test.each([
  ["casey@example.test", true],
  ["casey&co@example.test", true],
  ["o'brien@example.ie", true],
  ["a.b+c@sub.example.co.uk", true],
  ["casey@xn--mller-kva.example", true],
  ["casey@example.test.", false],
  ["casey@example.c", false],
  ["casey@example", false],
  ["casey@192.168.1.1", false],
  [".casey@example.test", false],
  ["ca..sey@example.test", false],
  ["casey@-example.test", false],
  ["jörg@müller.example", false],
  ["casey @example.test", false],
  ["casey@example.test\n", false],
  [`${"a".repeat(250)}@example.test`, false],
])("%s: %s, for the form and for the server alike", (address, expected) => {
  expect(isEmail(address)).toBe(expected);
  expect(EmailAddress.safeParse(address).success).toBe(expected);
});

test.each(["casey@example.test.", " casey@example.test ", "casey@example.test,"])("%j is tidied", (typed) => {
  expect(tidyEmail(typed)).toBe("casey@example.test");
});

test("hostile addresses are read in a moment", () => {
  const startedAt = performance.now();
  for (const address of [`${"a.".repeat(50_000)}@`, `a@${"a-".repeat(50_000)}`, `a@${"a.".repeat(50_000)}`]) {
    expect(EmailAddress.safeParse(address).success).toBe(false);
  }
  expect(performance.now() - startedAt).toBeLessThan(500);
});
