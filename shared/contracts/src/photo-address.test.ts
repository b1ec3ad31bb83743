import { expect, test } from "vitest";
import { photoAddress } from "./photo-address.ts";

const API = "https://chat.example/";

test.each([
  ["/api/v1/photos/t/p", "https://chat.example/api/v1/photos/t/p"],
  ["https://pictures.example/ana.png", "https://pictures.example/ana.png"],
  ["http://tracker.example/ana.png", null],
  ["//tracker.example/ana.png", null],
  ["/api/v1/users", null],
  ["javascript:alert(1)", null],
  ["", null],
  [null, null],
  [undefined, null],
])("%s", (avatar, address) => {
  expect(photoAddress(avatar, API)).toBe(address);
});
