import { request } from "node:http";
import { expect, test } from "vitest";
import { startDemoShop } from "../src/shop/server.ts";

test("an address that cannot be read is refused, and ends nothing", async () => {
  const shop = await startDemoShop({ port: 0, widgetUrl: "http://127.0.0.1:1" });
  try {
    const statusOf = (path: string, headers: Record<string, string> = {}) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(shop.url, { path, headers }, (response) => resolve(response.resume().statusCode))
          .on("error", reject)
          .end();
      });
    expect([await statusOf("//"), await statusOf("/nothing"), await statusOf("/")]).toEqual([400, 404, 200]);
    expect(await statusOf("/", { host: "evil.example" })).toBe(421);
  } finally {
    await shop.close();
  }
});
