import { afterAll } from "vitest";
import { startChat, type Chat, type Customer, type Tenant } from "./harness.ts";

/** For a test file, awaited before its tests: a chat-service with one tenant, ended after them. */
export async function setUpTenant(): Promise<{ chat: Chat; tenant: Tenant }> {
  const chat = await startChat();
  afterAll(() => chat[Symbol.asyncDispose]());
  return { chat, tenant: await chat.tenant() };
}

/** The same, with a customer who has said hello. */
export async function setUpConversation(): Promise<{
  chat: Chat;
  tenant: Tenant;
  customer: Customer;
  conversationId: string;
}> {
  const { chat, tenant } = await setUpTenant();
  const customer = await chat.customer(tenant);
  return { chat, tenant, customer, conversationId: await chat.conversation(customer) };
}
