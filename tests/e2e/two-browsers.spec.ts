import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { openWidget } from "./customer-page.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { deskUrl, shopUrl } from "./platform.ts";
import { STORED } from "./widget-panel.ts";

test("a customer in a shop and an agent at the desk talk live, and the agent closes", async ({ browser }) => {
  expect(new URL(shopUrl()).origin).not.toBe(new URL(deskUrl()).origin);
  await using customerContext = await browser.newContext();
  await using agentContext = await browser.newContext();
  const agent = await signIn(agentContext, "ana@acme.test");
  const customer = await openWidget(customerContext);

  await test.step("the first message appears in the agent's queue without a reload", async () => {
    await customer.write("Is the Nomad tent dry in a storm?");
    await customer.sees("Is the Nomad tent dry in a storm?");
    await agent.page.getByRole("link", { name: /^Queue/ }).click();
    await agent.open("Is the Nomad tent dry in a storm?");
    await agent.sees("Is the Nomad tent dry in a storm?");
  });

  await test.step("the agent accepts, and the customer sees who it is", async () => {
    await agent.page.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(customer.frame.getByRole("heading", { name: "Ana Lima" })).toBeVisible();
  });

  await test.step("messages go both ways", async () => {
    await agent.write("It is, up to about 70 km/h.");
    await customer.sees("It is, up to about 70 km/h.");
    await customer.write("Great, and the sleeping bag?");
    await agent.sees("Great, and the sleeping bag?");
    await agent.write("Down to minus two.");
    await customer.sees("Down to minus two.");
  });

  await test.step("the agent closes, and the customer may start anew", async () => {
    await agent.page.getByRole("button", { name: "Close conversation" }).click();
    await customer.sees("Conversation closed");
    await customer.frame.getByRole("button", { name: "Start a new conversation" }).click();
    await customer.write("One more thing about stoves");
    await customer.sees("One more thing about stoves");
  });
});

test("after a reload the customer is the same, with the same conversation", async ({ browser }) => {
  await using context = await browser.newContext();
  const first = await openWidget(context);
  await first.write("Do you have red boots?");
  await first.sees("Do you have red boots?");
  await expect(first.frame.getByText(STORED)).toBeVisible();
  await first.page.close();

  const second = await openWidget(context);
  await second.sees("Do you have red boots?");
});

test("what is written without a connection is sent when it comes back", async ({ browser }) => {
  await using context = await browser.newContext();
  const line = await cuttableLine(context);
  const customer = await openWidget(context);
  await customer.write("Hello?");
  await expect(customer.frame.getByText(STORED)).toBeVisible();
  await line.cut();
  await customer.write("Are you there?");
  await expect(customer.frame.getByText("Sending…")).toBeVisible();
  await expect(customer.frame.getByText("No connection. Reconnecting…")).toBeVisible();
  line.mend();
  await expect(customer.frame.getByText("Sending…")).toBeHidden({ timeout: 30_000 });
  await expect(customer.frame.getByText("No connection. Reconnecting…")).toBeHidden();
  await customer.sees("Are you there?");
});
