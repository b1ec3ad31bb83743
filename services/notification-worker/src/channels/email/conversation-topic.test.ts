import { expect, test } from "vitest";
import { shortTopic } from "./conversation-topic.ts";

test.each([
  ["Where is my order?", "Where is my order?"],
  ["\n\n  **Where** is [it](https://shop.test)?\nThanks", "Where is it (https://shop.test/)?"],
  ["x".repeat(80), `${"x".repeat(60)}…`],
  [
    "I ordered a tent on Monday and wonder when it will be with me at last",
    "I ordered a tent on Monday and wonder when it will be with…",
  ],
  ["شكرا جزيلا", "شكرا جزيلا"],
  ["", null],
  ["\u200B", null],
])("%j", (text, topic) => {
  expect(shortTopic(text)).toBe(topic);
});
