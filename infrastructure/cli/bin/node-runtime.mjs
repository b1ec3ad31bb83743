import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What uWebSockets.js' binaries for Node 22 and later need of the system's C library. */
const NEEDED_GLIBC_MINOR = 38;
const LIBRARIES = ["libc6", "libstdc++6", "libgcc-s1"];
/** How Debian and the dynamic linker call the processors for which there is a Node package. */
const PROCESSORS = {
  x64: { folder: "x86_64-linux-gnu", linker: "ld-linux-x86-64.so.2" },
  arm64: { folder: "aarch64-linux-gnu", linker: "ld-linux-aarch64.so.1" },
};

/** One more try, and soon: whoever has no network should hear of it. */
const NPM_PACK = ["pack", "--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];

const pinned = JSON.parse(readFileSync(new URL("./node-runtime.json", import.meta.url), "utf8"));

/** Node lines with their least minor, from `engines.node`: `^24.11.0`, or several with `||`. */
function supportedLines(root) {
  const { node } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).engines;
  return [...node.matchAll(/\^(\d+)\.(\d+)/g)].map(([, major, minor]) => ({ major: +major, minor: +minor }));
}

/** Why the Node that runs this cannot run Chorus; null when it can. */
export function whyUnsupported(root) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const lines = supportedLines(root);
  if (!lines.some((line) => line.major === major && minor >= line.minor)) {
    const names = lines.map((line) => `${line.major}.${line.minor} or later of ${line.major}`);
    return `Chorus runs on Node ${names.join(", ")}; this is ${process.versions.node}`;
  }
  const minorOfGlibc = glibcMinor();
  if (minorOfGlibc !== null && minorOfGlibc < NEEDED_GLIBC_MINOR) {
    return `This Node loads its libraries from glibc 2.${minorOfGlibc}; the WebSocket server needs 2.${NEEDED_GLIBC_MINOR}`;
  }
  return null;
}

/**
 * The pinned Node, fetched from npm at the first time and kept in the user's cache. On a Debian whose C library is too old it
 * gets the libraries of Debian 13 beside it, which nothing else uses.
 * @returns the folder of its program
 * @throws Error that says what to install instead
 */
export function fetchNode() {
  const { version } = pinned;
  const processor = PROCESSORS[process.arch];
  const name = `node-linux-${process.arch}`;
  const integrity = pinned.integrity[name];
  if (process.platform !== "linux" || !processor || !integrity) {
    throw new Error(`there is no Node to fetch for ${process.platform} on ${process.arch}`);
  }
  const isOld = (glibcMinor() ?? NEEDED_GLIBC_MINOR) < NEEDED_GLIBC_MINOR;
  const home = path.join(cacheFolder(), `node-${version}${isOld ? "-debian-13" : ""}`);
  const bin = path.join(home, "bin");
  if (existsSync(path.join(bin, "node"))) return bin;
  console.error(`Fetching Node ${version} once, into ${home} …`);
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(path.join(cacheFolder(), ".fetching-"));
  try {
    const archive = path.join(work, run("npm", [...NPM_PACK, `${name}@${version}`], work).trim());
    const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (found !== integrity) throw new Error(`${name}@${version} is not what was checked (${found})`);
    mkdirSync(path.join(work, "home/bin"), { recursive: true });
    run("tar", ["xzf", archive, "-C", path.join(work, "home"), "--strip-components=1", "package/bin/node"], work);
    // The paths in the program are those of where it will be.
    if (isOld) addLibraries(path.join(work, "home"), { work, home, processor });
    try {
      renameSync(path.join(work, "home"), home);
    } catch (error) {
      // Another command has fetched it meanwhile.
      if (!existsSync(path.join(bin, "node"))) throw error;
    }
    return bin;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Packages are checked by apt against Debian's keys, and need no right of an administrator. */
function addLibraries(folder, { work, home, processor }) {
  const apt = path.join(work, "apt");
  for (const name of ["lists/partial", "cache/archives/partial", "sources", "debs"]) {
    mkdirSync(path.join(apt, name), { recursive: true });
  }
  const own = debianRelease();
  const suites = `${own} trixie`;
  writeFileSync(
    path.join(apt, "sources/debian.sources"),
    `Types: deb\nURIs: ${debianMirror()}\nSuites: ${suites}\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n`,
  );
  const options = [
    "-qq",
    ...["Dir::Etc::sourcelist=/dev/null", `Dir::Etc::sourceparts=${path.join(apt, "sources")}`],
    ...[`Dir::State::lists=${path.join(apt, "lists")}`, `Dir::Cache=${path.join(apt, "cache")}`],
    ...["Acquire::Languages=none", "APT::Sandbox::User=", "APT::Update::Error-Mode=any"],
  ].flatMap((option, index) => (index === 0 ? [option] : ["-o", option]));
  const debs = path.join(apt, "debs");
  run("apt-get", [...options, "update"], debs);
  // The patchelf of Debian 13 writes a program of this size that crashes, and needs the new library itself.
  run("apt-get", [...options, "download", `patchelf/${own}`, ...LIBRARIES.map((name) => `${name}/trixie`)], debs);
  run("sh", ["-c", 'for deb in *.deb; do dpkg -x "$deb" ../unpacked; done'], debs);
  const unpacked = path.join(apt, "unpacked");
  renameSync(path.join(unpacked, "usr/lib", processor.folder), path.join(folder, "lib"));
  const lib = path.join(home, "lib");
  const linker = path.join(lib, processor.linker);
  const node = path.join(folder, "bin/node");
  run(path.join(unpacked, "usr/bin/patchelf"), ["--set-interpreter", linker, "--set-rpath", lib, node], work);
}

function debianRelease() {
  const found = /^VERSION_CODENAME=(\w+)$/m.exec(readIfThere("/etc/os-release"))?.[1];
  if (!found || !existsSync("/usr/bin/dpkg")) throw new Error("this is no Debian whose libraries could be added to");
  return found;
}

function debianMirror() {
  const sources = ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"].map(readIfThere).join("\n");
  const mirror = /^(?:URIs: |deb (?:\[[^\]]*\] )?)(\S+)/m.exec(sources)?.[1];
  if (!mirror) throw new Error("no Debian mirror is configured");
  return mirror;
}

function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "chorus");
}

/** Null where there is no glibc. */
function glibcMinor() {
  const version = process.report.getReport().header.glibcVersionRuntime;
  return version ? Number(version.split(".")[1]) : null;
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** @throws Error with what the program complained of */
function run(program, args, cwd) {
  try {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const lines = String(error.stderr ?? "")
      .trim()
      .split("\n");
    const complaint = lines.find((line) => /failed|unable|could not|denied/i.test(line)) ?? (lines[0] || error.message);
    throw new Error(`${program} ${args.find((arg) => /^[a-z]+$/.test(arg)) ?? ""}: ${complaint}`, { cause: error });
  }
}
