import type { Conversation } from "@chorus/contracts/entities/conversation";
import { sampleDeskConversation } from "@chorus/contracts/testing/sample-conversation";
import { expect, test } from "vitest";
import { grouped, ungrouped } from "./list-groups.ts";

const at = (minute: number) => `2026-11-21T09:${String(minute).padStart(2, "0")}:00.000Z`;
const conversation = (id: string, fields: Partial<Conversation> = {}) =>
  sampleDeskConversation({
    id,
    customer: { id: `customer-${id}`, name: "Ada", email: null, verified: false },
    waitingSince: null,
    newsAt: at(1),
    ...fields,
  });
const shown = (rows: ReturnType<typeof grouped>) =>
  rows.map((row) => (row.type === "group" ? `${row.name} ${row.count}` : row.id));

test("whoever is here stands first, then whoever waits longest, then the rest as it was", () => {
  const rows = grouped(
    [
      conversation("a"),
      conversation("b", { waitingSince: at(9) }),
      conversation("c", { waitingSince: at(3) }),
      conversation("d", { newsAt: at(5) }),
      conversation("e", { newsAt: at(7), waitingSince: at(7) }),
      conversation("f"),
    ],
    (id) => id === "customer-d" || id === "customer-e",
  );
  expect(shown(rows)).toEqual(["here 2", "e", "d", "waiting 2", "c", "b", "answered 2", "a", "f"]);
  expect(rows.find((row) => row.type === "group" && row.name === "waiting")).toMatchObject({ longestSince: at(3) });
});

test("a list in which nobody waits has no heads", () => {
  expect(shown(grouped([conversation("a"), conversation("b")], () => false))).toEqual(["a", "b"]);
  expect(shown(ungrouped([conversation("a", { waitingSince: at(1) }), conversation("b")]))).toEqual(["a", "b"]);
});
