import fc from "fast-check";
import { expect, test } from "vitest";
import { readSignedToken, signedToken } from "./signed-token.ts";

const SECRET = "a secret of thirty-two characters or more";
const part = fc.string({ unit: fc.constantFrom("a", "b", "X", "Z", "0", "9", "-", "_"), minLength: 1, maxLength: 12 });
const parts = fc.array(part, { minLength: 1, maxLength: 5 });

test("what was signed is read again, for its own purpose, with its own secret and count", () => {
  fc.assert(
    fc.property(parts, part, (fields, purpose) => {
      const token = signedToken(SECRET, purpose, fields);
      expect(readSignedToken(SECRET, purpose, token, fields.length)).toEqual(fields);
      expect(readSignedToken(SECRET, `${purpose} `, token, fields.length)).toBeNull();
      expect(readSignedToken(`${SECRET}!`, purpose, token, fields.length)).toBeNull();
      expect(readSignedToken(SECRET, purpose, token, fields.length + 1)).toBeNull();
    }),
  );
});

test("no other text is one: changed anywhere, cut, doubled, or with parts moved into each other", () => {
  fc.assert(
    fc.property(parts, fc.nat(), fc.constantFrom("a", "Z", "9", ".", "-", "\n"), (fields, at, character) => {
      const token = signedToken(SECRET, "test", fields);
      const index = at % token.length;
      const changed = token.slice(0, index) + character + token.slice(index + 1);
      fc.pre(changed !== token);
      expect(readSignedToken(SECRET, "test", changed, fields.length)).toBeNull();
      expect(readSignedToken(SECRET, "test", token.slice(0, -1), fields.length)).toBeNull();
      expect(readSignedToken(SECRET, "test", `${token}.${token}`, fields.length)).toBeNull();
    }),
  );
});

test("a part that could be taken for two is not signed", () => {
  expect(() => signedToken(SECRET, "test", ["a.b"])).toThrow("no dot");
});
