import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { expectAccessible, openPanel } from "./widget-panel.ts";

test("a refused message says why, and is tried again or removed by the keyboard", async ({ context, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const refusals = await refuseSends(context);
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Hello");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  const { stream } = await tenant.accept();
  await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();

  refusals.isOn = true;
  await panel.write("Try me again");
  await expect(panel.frame.getByRole("alert")).toContainText("This text is not possible.");
  await panel.write("Take me away");
  await expect(panel.frame.getByRole("alert")).toHaveCount(2);
  await expectAccessible(page);
  await look(page, "failed");
  refusals.isOn = false;
  await panel.frame.getByRole("button", { name: "Remove" }).last().press("Enter");
  await expect(panel.log.getByText("Take me away")).toHaveCount(0);
  await panel.frame.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(panel.frame.getByRole("alert")).toHaveCount(0);
  const bodies = () =>
    stream.getSnapshot().timeline.flatMap((entry) => (entry.type === "message" ? entry.message.body : []));
  await expect.poll(bodies).toEqual(["Hello", "Try me again"]);
  await page.reload();
  await openPanel(page);
  await panel.sees("Try me again");
  await expect(panel.log.getByText("Take me away")).toHaveCount(0);
});

test("what the server cannot store says so after a moment, and is sent once it can", async ({ context, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const away = await refuseSends(context, { code: "unavailable", message: "Later.", retryable: true, retryMs: 500 });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Hello");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();

  away.isOn = true;
  await panel.write("Is this stored?");
  const note = panel.frame.getByText(
    "Your messages can't be delivered right now. They are kept and sent as soon as possible.",
  );
  await expect(note).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await look(page, "in-trouble");
  away.isOn = false;
  await expect(note).toHaveCount(0, { timeout: 20_000 });
  await expect(panel.log.getByText("Is this stored?")).toHaveCount(1);
});

const INVALID = { code: "invalid", message: "This text is not possible.", retryable: false };

/** The gateway, as far as this browser sees it, refuses what is said while `isOn`. */
async function refuseSends(context: BrowserContext, refusal: object = INVALID): Promise<{ isOn: boolean }> {
  const refusals = { isOn: false };
  await context.routeWebSocket(/\/ws$/, (socket) => {
    const gateway = socket.connectToServer();
    socket.onMessage((text) => {
      const frame = JSON.parse(String(text)) as { type: string; id?: string };
      if (!refusals.isOn || frame.type !== "message.send") return gateway.send(text);
      socket.send(JSON.stringify({ type: "error", id: frame.id, ...refusal }));
    });
  });
  return refusals;
}

test("offline: what is typed in one tab waits in the other, says so, and is sent once when the line is back", async ({
  context,
  page,
}) => {
  test.setTimeout(120_000);
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const line = await cuttableLine(context);
  await page.goto(host.url);
  const panel = await openPanel(page);
  await expect(panel.field).toBeFocused();
  const other = await context.newPage();
  await other.goto(host.url);
  const otherPanel = await openPanel(other);
  await expect(otherPanel.field).toBeFocused();

  await context.setOffline(true);
  await panel.write("Written in a tunnel");
  await expect(panel.frame.getByText("Sending…")).toBeVisible();
  await otherPanel.sees("Written in a tunnel");
  await otherPanel.write("And this in the other tab");
  await panel.sees("And this in the other tab");
  expect(await tenant.conversations()).toEqual([]);

  await context.setOffline(false);
  const { stream } = await follow(tenant);
  const bodies = () =>
    stream.getSnapshot().timeline.flatMap((entry) => (entry.type === "message" ? entry.message.body : []));
  await expect.poll(bodies).toEqual(["Written in a tunnel", "And this in the other tab"]);
  for (const one of [panel, otherPanel]) {
    await one.sees("Written in a tunnel");
    await one.sees("And this in the other tab");
    await expect(one.frame.getByText("Sending…")).toHaveCount(0);
  }
  expect(await tenant.conversations()).toHaveLength(1);

  await line.cut();
  await expect(panel.frame.getByText("No connection. Reconnecting…")).toBeVisible();
  await panel.write("Kept for later");
  await expectAccessible(page);
  await look(page, "offline");
  line.mend();
  // The next try may be twenty seconds away.
  await expect(panel.frame.getByText("No connection. Reconnecting…")).toHaveCount(0, { timeout: 40_000 });
  await expect.poll(bodies).toEqual(["Written in a tunnel", "And this in the other tab", "Kept for later"]);
});

async function follow(tenant: Awaited<ReturnType<typeof createTestTenant>>) {
  await expect.poll(async () => (await tenant.conversations()).length).toBe(1);
  return tenant.accept();
}

test("a short loss of the line is nobody's business: it is said after three seconds", async ({ context, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const line = await cuttableLine(context);
  await page.clock.install();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Hello");
  await follow(tenant);
  await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();
  const note = panel.frame.getByText("No connection. Reconnecting…");
  await page.clock.pauseAt(Date.now() + 60_000);
  await line.cut();
  let passedMs = 0;
  await expect
    .poll(async () => {
      await page.clock.runFor(500);
      passedMs += 500;
      return note.isVisible();
    })
    .toBe(true);
  expect(passedMs).toBeGreaterThanOrEqual(3_000);
});

test("while it loads, when nobody answers, and when one has signed out elsewhere", async ({ context, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const answers = { areHeld: true };
  const held: (() => void)[] = [];
  await page.route(/\/api\/v1\/widget\?/, async (route) => {
    if (answers.areHeld) await new Promise<void>((resolve) => held.push(resolve));
    await route.abort();
  });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await expect(panel.frame.getByRole("status", { name: "Loading" })).toBeVisible();
  await expectAccessible(page);
  await look(page, "loading");

  answers.areHeld = false;
  for (const release of held) release();
  await expect(panel.frame.getByText("We can't be reached right now.")).toBeVisible();
  await expectAccessible(page);
  await look(page, "unreachable");
  await expect(panel.frame.getByRole("button", { name: "Try again" })).toBeVisible();
  // It also tries by itself: the button may be gone before it is touched.
  await page.unroute(/\/api\/v1\/widget\?/);
  await panel.write("Here I am");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();

  const other = await context.newPage();
  await other.goto(host.url);
  await (await openPanel(other)).sees("Here I am");
  await other.evaluate("Chorus.shutdown()");
  await expect(panel.frame.getByText("You've signed out.")).toBeVisible();
  await expect(panel.log).toHaveCount(0);
  await expectAccessible(page);
  await look(page, "signed-out");
});

/** For people to look at. */
const look = (page: Page, name: string) => page.screenshot({ path: `test-results/widget-${name}.png` });
