import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** Runs `npm ci` when what is installed is not what the lock file says. */
export function installPackages(root) {
  if (isInstalled(root)) return;
  console.log("Installing npm packages (npm ci) …");
  const { status, error } = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // npm before 11 runs install scripts that are not in `allowScripts`: this one would fetch libraries for graphics cards.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    // npm is a script on Windows.
    shell: process.platform === "win32",
  });
  if (error) throw new Error(`npm could not be run (${error.message}): install npm beside Node.`);
  if (status !== 0) throw new Error("npm ci failed: the lines above say why; check the network and try again.");
}

/** npm notes in node_modules what it put there: compare that with the lock file, so that an install by hand counts too. */
function isInstalled(root) {
  const installedFile = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([location, entry]) => {
    if (!location.startsWith("node_modules/")) return true;
    const found = installed[location];
    // Optional ones are missing where they are made for another platform.
    if (!found) return Boolean(entry.optional ?? entry.devOptional);
    // Of our own packages the folder, which may have moved; one of the registry is the same wherever it came from.
    return found.version === entry.version && (!entry.link || found.resolved === entry.resolved);
  });
}
