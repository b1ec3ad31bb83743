import { request } from "node:http";
import { expect, test } from "vitest";
import { startDemoShop } from "../src/shop/server.ts";

test("an address that cannot be read is refused, and ends nothing", async () => {
  const shop = await startDemoShop({ port: 0, widgetUrl: "http://127.0.0.1:1" });
  try {
    const statusOf = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        request(shop.url, { path }, (response) => resolve(response.resume().statusCode))
          .on("error", reject)
          .end();
      });
    expect([await statusOf("//"), await statusOf("/nothing"), await statusOf("/")]).toEqual([400, 404, 200]);
  } finally {
    await shop.close();
  }
});
