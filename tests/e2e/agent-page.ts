import { type BrowserContext, expect, type Page } from "@playwright/test";
import { deskUrl } from "./platform.ts";

/** An agent at the desk. */
export interface AgentPage {
  page: Page;
  /** Opens the conversation whose list row shows `text`. */
  open(text: string): Promise<void>;
  write(text: string): Promise<void>;
  sees(text: string): Promise<void>;
}

const DEMO = { tenant: "acme", password: "demo-password" };

export async function signIn(context: BrowserContext, email: string, at = DEMO): Promise<AgentPage> {
  const page = await context.newPage();
  await page.goto(deskUrl());
  await page.getByLabel("Company").fill(at.tenant);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(at.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const inbox = page.getByRole("region", { name: "Inbox" });
  await expect(inbox).toBeVisible();
  const conversation = page.getByRole("region", { name: "Conversation", exact: true });
  return {
    page,
    open: (text) => inbox.getByText(text).first().click(),
    async write(text) {
      await conversation.getByRole("textbox", { name: "Reply" }).fill(text);
      await conversation.getByRole("button", { name: "Send", exact: true }).click();
    },
    async sees(text) {
      await expect(conversation.getByText(text, { exact: true })).toBeVisible();
    },
  };
}
