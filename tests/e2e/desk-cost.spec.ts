import { expect, test } from "@playwright/test";
import { deskUrl } from "./platform.ts";

const RUNS = 3;
const FIRST_SCREEN_MS = 1_200;

test("the first screen after sign-in is there soon, also when the desk is opened again", async ({ browser }) => {
  const afterSignIn: number[] = [];
  const afterReload: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await using context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(deskUrl());
    await page.getByLabel("Company").fill("acme");
    await page.getByLabel("Email").fill("ana@acme.test");
    await page.getByLabel("Password", { exact: true }).fill("demo-password");
    const row = page.getByRole("region", { name: "Inbox" }).locator("[data-row]").first();
    const signedInAt = performance.now();
    await page.keyboard.press("Enter");
    await row.waitFor();
    afterSignIn.push(performance.now() - signedInAt);
    const reloadedAt = performance.now();
    await page.reload({ waitUntil: "commit" });
    await row.waitFor();
    afterReload.push(performance.now() - reloadedAt);
  }
  console.log(`first screen: ${said(afterSignIn)} ms after sign-in, ${said(afterReload)} ms after a reload`);
  // The best of several runs: what else the machine does is not the desk's.
  expect(Math.min(...afterSignIn)).toBeLessThan(FIRST_SCREEN_MS);
  expect(Math.min(...afterReload)).toBeLessThan(FIRST_SCREEN_MS);
});

const said = (times: readonly number[]) => times.map((ms) => Math.round(ms)).join(", ");
