import { expect, test } from "vitest";
import { readConfig } from "./runtime-config.ts";

const own = {
  chatUrl: "https://desk.example",
  presenceUrl: "https://desk.example",
  notificationUrl: "https://desk.example",
  gatewayUrl: "https://desk.example",
  summaryUrl: "https://desk.example",
  commerceUrl: "https://desk.example",
  widgetUrl: "https://desk.example",
};

test("takes what is given and the page's own origin for the rest", () => {
  expect(readConfig({ chatUrl: "https://chat.example/", gatewayUrl: 7 }, own, "desk.example")).toEqual({
    ...own,
    chatUrl: "https://chat.example",
  });
  expect(readConfig(null, own, "desk.example")).toEqual(own);
});

test("spells the loopback as the page does, or the cookie would be another site's", () => {
  const given = { chatUrl: "http://127.0.0.1:8082" };
  expect(readConfig(given, own, "localhost").chatUrl).toBe("http://localhost:8082");
  expect(readConfig(given, own, "127.0.0.1").chatUrl).toBe("http://127.0.0.1:8082");
  expect(readConfig(given, own, "desk.example").chatUrl).toBe("http://127.0.0.1:8082");
});
