import { expect, test } from "vitest";
import { deviceName } from "./device-name.ts";

test("browsers and systems by what they call themselves", () => {
  const windowsEdge =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
  const iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1";
  expect(deviceName(windowsEdge)).toBe("Edge, Windows");
  expect(deviceName(iphone)).toBe("Safari, iOS");
  expect(deviceName("curl/8.5.0")).toBeNull();
  expect(deviceName(null)).toBeNull();
});
