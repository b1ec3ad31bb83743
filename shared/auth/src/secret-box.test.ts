import { expect, test } from "vitest";
import { createSecretBox } from "./secret-box.ts";

const box = createSecretBox("a passphrase of some length", "testing");

test("what was sealed opens again, and never looks the same twice", () => {
  expect(box.open(box.seal("secret ü"))).toBe("secret ü");
  expect(box.seal("secret")).not.toEqual(box.seal("secret"));
});

test("another passphrase, another purpose and a changed bit do not open it", () => {
  const sealed = box.seal("secret");
  expect(() => createSecretBox("another passphrase", "testing").open(sealed)).toThrow(/authenticate/);
  expect(() => createSecretBox("a passphrase of some length", "other").open(sealed)).toThrow(/authenticate/);
  sealed[sealed.length - 1]! ^= 1;
  expect(() => box.open(sealed)).toThrow(/authenticate/);
});
