import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { openWidget } from "./customer-page.ts";
import { deskUrl } from "./platform.ts";

test("two tabs of one agent agree on what was said and what was read", async ({ browser }) => {
  await using customerContext = await browser.newContext();
  await using agentContext = await browser.newContext();
  const customer = await openWidget(customerContext);
  await customer.write("Do the poles fit a Nomad 3?");
  await customer.sees("Do the poles fit a Nomad 3?");

  const first = await signIn(agentContext, "sam@acme.test");
  const second = await agentContext.newPage();
  await second.goto(deskUrl());
  const rowOfSecond = second
    .getByRole("region", { name: "Inbox" })
    .getByRole("link")
    .filter({ hasText: "Do the poles fit a Nomad 3?" });
  await second.getByRole("link", { name: /^Queue/ }).click();
  await expect(rowOfSecond.getByText("unread")).toBeVisible();

  await first.page.getByRole("link", { name: /^Queue/ }).click();
  await first.open("Do the poles fit a Nomad 3?");
  await first.sees("Do the poles fit a Nomad 3?");
  await expect(rowOfSecond.getByText("unread")).toBeHidden();

  await rowOfSecond.click();
  await first.page.getByRole("button", { name: "Accept", exact: true }).click();
  await first.write("They do.");
  await expect(second.getByRole("region", { name: "Conversation", exact: true }).getByText("They do.")).toBeVisible();
});
