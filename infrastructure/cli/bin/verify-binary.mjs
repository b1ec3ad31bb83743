import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The WebSocket server is a binary that a third party put on npm (docs/decisions). It runs only when it is, byte for byte,
 * the one that was looked at: a changed or unknown binary stops everything.
 */
export function verifyBinary(root) {
  const name = `uws_${process.platform}_${process.arch}_${process.versions.modules}.node`;
  const file = path.join(root, "node_modules/uWebSockets.js", name);
  const pins = JSON.parse(readFileSync(new URL("./uws-binaries.json", import.meta.url), "utf8")).sha256;
  if (!pins[name]) {
    const known = Object.keys(pins)
      .map((pin) => pin.slice(4, -5))
      .join(", ");
    throw new Error(
      `There is no checked uWebSockets.js binary for ${process.platform} ${process.arch} and Node ${process.versions.node}. ` +
        `Checked are (platform, processor, Node's module version): ${known}. Use Node 24 on Linux or macOS.`,
    );
  }
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm ci\`.`);
  const found = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (found !== pins[name]) {
    throw new Error(
      `${name} is not the binary that was checked (sha256 ${found}): do not run it; run \`npm ci\` and compare.`,
    );
  }
}
