import { expect, test } from "vitest";
import { WarmConversations } from "./warm-conversations.ts";

test("the twenty last held stay open, each opened once", () => {
  const log: string[] = [];
  const warm = new WarmConversations({
    openConversation: (id) => ({ number: log.push(`open ${id}`) }) as never,
    closeConversation: (id) => void log.push(`close ${id}`),
  });
  for (let number = 1; number <= 20; number += 1) warm.hold(String(number));
  warm.hold("1");
  expect(log).toHaveLength(20);
  warm.hold("21");
  expect(log.slice(20)).toEqual(["open 21", "close 2"]);
  expect([warm.streamOf("1"), warm.streamOf("2")]).toEqual([{ number: 1 }, null]);
});
