import { expect, test } from "vitest";
import { storedText } from "./safe-storage.ts";

function denied(): never {
  throw new DOMException("The operation is insecure.", "SecurityError");
}

const full = {
  getItem: () => null,
  removeItem: () => undefined,
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
} as unknown as Storage;

test.each([
  ["denied", denied],
  ["full", () => full],
])("where storage is %s a text lasts as long as the page", (_kind, storage) => {
  const text = storedText(storage, "name");
  expect(text.get()).toBeUndefined();
  text.set("kept");
  expect(text.get()).toBe("kept");
  text.set(undefined);
  expect(text.get()).toBeUndefined();
});
