import { expect, test } from "vitest";
import { toCompatibleForm } from "./fold-text.ts";

test("the compatible form of any character is at most six times as long, and but for two it is NFKC's", () => {
  for (let code = 0; code < 0x110000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    const full = character.normalize("NFKC");
    const isLong = full.length > 6 * character.length;
    if (toCompatibleForm(character) !== (isLong ? character : full)) throw new Error(`U+${code.toString(16)}`);
  }
  expect(toCompatibleForm("ﬁne ½ ㎡ ﷺ")).toBe("fine 1⁄2 m2 ﷺ");
});
