import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, it } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { requireUnguessable } from "./password-rules.ts";

const owner = {
  tenant: { name: "Harbour Coffee GmbH", slug: "harbour-coffee" },
  email: "rosalind.meyer@example.com",
  name: "Rosalind Meyer",
};

function requireOrRefuse(password: string): void {
  try {
    requireUnguessable(password, owner);
  } catch {
    // Either is an answer.
  }
}

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
    "Passw0rd!",
    "pa$$w0rd",
    "P@55w0rd2026!",
    "password2026",
    "2026password",
    "!!password!!",
    "sunsh1ne",
    "iloveyou-2026",
    "qwerty2026",
    "passwordpassword",
    "password password",
    "Password-Password-1",
    "abcabcabc",
    "abcabcab",
    "!?!?!?!?",
    "hafen1hafen1hafen1",
    "abcdefgh",
    "zyxwvuts",
    "abcd-efgh-1234",
    "qwertzuiop",
    "poiuztrewq",
    "asdfghjkl\u00f6\u00e4",
    "yxcvbnm123",
    "09876543",
    "H4rb0urC0ff33",
  ])("may not be %j", (password) => {
    expect(() => requireUnguessable(password, owner)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  it.each([
    "correct horse battery",
    "a chorus of gulls",
    "meyer likes tea",
    "correct horse battery staple 2026!",
    "password managers are worth it",
    "the password is not the password",
    "a tie, a tie, my kingdom for a tie",
    "abcdefg, said the parrot",
    "two hats two scarves",
    "seven green kettles",
    "xK9#vT4b",
    "4815-harbinger",
    "a92837465019",
    "92837465019283",
    "gr\u00fc\u00dfe aus dem hafen",
    "\u516b\u3064\u306e\u6587\u5b57\u304c\u3042\u308b\u8a00\u8449",
  ])("may be %j", (password) => {
    expect(() => requireUnguessable(password, owner)).not.toThrow();
  });

  it.each([
    ["short", "must have at least 8 characters"],
    ["Passw0rd!", "is one of those that everybody tries first, or nearly"],
    ["abcabcabc", "must not be a few characters again and again"],
    ["qwertzuiop1", "must not be a row of the alphabet or of the keyboard"],
    ["Harbour-Coffee-1", "must not be made of your company's or your own name or address"],
  ])("like %j is told why it is refused", (password, reason) => {
    const whatToDo = reason.endsWith("characters") ? "" : ": take several words that do not belong together";
    expect(() => requireUnguessable(password, owner)).toThrow(
      expect.objectContaining({ errors: [{ path: "password", message: reason + whatToDo }] }),
    );
  });

  it("of any length is judged at once", () => {
    const usedMs = startCpuTime();
    for (const part of ["a", "ab-", "abc123", "-!", "p4$$"]) requireOrRefuse(part.repeat(400).slice(0, 1_000) + "x");
    expect(usedMs()).toBeLessThan(1_500);
  });

  it("is named by its field", () => {
    expect(() => requireUnguessable("password", owner, "owner.password")).toThrow(
      expect.objectContaining({ errors: [{ path: "owner.password", message: expect.any(String) }] }),
    );
  });
});
