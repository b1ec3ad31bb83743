import { describe, expect, it } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { requireUnguessable } from "./password-rules.ts";

const owner = {
  tenant: { name: "Harbour Coffee GmbH", slug: "harbour-coffee" },
  email: "rosalind.meyer@example.com",
  name: "Rosalind Meyer",
};

describe("a password", () => {
  it("is looked up among the 3,000 most common", () => expect(COMMON_PASSWORDS.size).toBe(3_000));

  it.each([
    "password",
    "PassWord",
    "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44",
    " password ",
    "12345678",
    "qwertyuiop",
    "aaaaaaaa",
    "AAAAaaaa",
    "        ",
    "\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000",
    "   abc   ",
    "harbour-coffee",
    "HarbourCoffee",
    "Harbour Coffee GmbH",
    "harbour-coffee-2026!",
    "rosalind.meyer",
    "rosalind.meyer@example.com",
    "Meyer12345",
    "chorus123",
    "ChorusChorus",
    "chorus-harbour",
  ])("may not be %j", (password) => {
    expect(() => requireUnguessable(password, owner)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  it.each([
    "correct horse battery",
    "a chorus of gulls",
    "meyer likes tea",
    "92837465019283",
    "gr\u00fc\u00dfe aus dem hafen",
    "\u516b\u3064\u306e\u6587\u5b57\u304c\u3042\u308b\u8a00\u8449",
  ])("may be %j", (password) => {
    expect(() => requireUnguessable(password, owner)).not.toThrow();
  });

  it("is named by its field", () => {
    expect(() => requireUnguessable("password", owner, "owner.password")).toThrow(
      expect.objectContaining({ errors: [{ path: "owner.password", message: expect.any(String) }] }),
    );
  });
});
