import { Conversation, CustomerConversation } from "@chorus/contracts/entities/conversation";
import { expect, test } from "vitest";
import { sampleConversationRow, samplePrincipal } from "../../testing/sample-rows.ts";
import { presentConversation, presentConversationFor, presentToDesk } from "./present-conversation.ts";

const row = sampleConversationRow();
const INTERNAL = /Returns|vip|high|cara@shop\.test|Cara|tenantId|waitingSince|unread|owner/;

test("the desk sees all of it, in the full numbering", () => {
  const shown = presentConversationFor(samplePrincipal(), row);
  expect(Conversation.parse(shown)).toMatchObject({ headSeq: 12, tags: ["vip"], priority: "high", unread: null });
});

test("its customer sees nothing internal, and the public numbering", () => {
  const shown = presentConversationFor(samplePrincipal({ role: "customer" }), row);
  expect(CustomerConversation.parse(shown)).toMatchObject({ headSeq: 9, assignee: { name: "Ana" } });
  expect(JSON.stringify(shown)).not.toMatch(INTERNAL);
});

test("a program that only writes is told what became of it, without words, names or addresses", () => {
  const writer = samplePrincipal({ apiKey: { name: "Bot", scopes: ["conversations:write"] } });
  const shown = Conversation.parse(presentToDesk(writer, row));
  expect(shown).toMatchObject({ status: "open", priority: "high", headSeq: 12, subject: null, tags: [] });
  expect(JSON.stringify(shown)).not.toMatch(/Parcel|Cara|cara@|Ana|Returns|vip/);
  const reader = samplePrincipal({ apiKey: { name: "Bot", scopes: ["conversations:read"] } });
  expect(presentToDesk(reader, row)).toEqual(presentConversation(row));
});

test("nobody and no team are null, not empty", () => {
  const shown = presentConversation(sampleConversationRow({ assignee_id: null, team_id: null }));
  expect(shown).toMatchObject({ assignee: null, team: null });
});
