import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { stateFolder } from "@chorus/servers/paths";
import { findProgram } from "@chorus/servers/system-packages";
import { UserError } from "@chorus/servers/user-error";

/** Pinned, like every other dependency. */
const VERSION = "v2.2.0";
const MODULE = "go.k6.io/k6/v2";

export const ownK6 = path.join(stateFolder, "bin", "k6");

/** `make k6`: builds k6 with Go, a few minutes, into .chorus/bin. */
export async function buildK6(): Promise<void> {
  const go = findProgram("go");
  if (!go)
    throw new UserError(
      "There is no Go on this machine: install Go 1.25 or newer, or k6 itself (https://k6.io/open-source).",
    );
  // A module of its own, because `go install` also asks for the newest version, which not every proxy knows.
  const folder = path.join(stateFolder, "k6-build");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "go.mod"), `module chorus-k6\n\ngo 1.25\n\nrequire ${MODULE} ${VERSION}\n`);
  await writeFile(path.join(folder, "keep.go"), `package main\n\nimport _ "${MODULE}/cmd"\n`);
  await mkdir(path.dirname(ownK6), { recursive: true });
  console.log(`Building k6 ${VERSION}; the first time that takes a few minutes …`);
  const child = spawn(go, ["build", "-mod=mod", "-o", ownK6, MODULE], {
    cwd: folder,
    env: { ...process.env, GOFLAGS: "" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new UserError("k6 could not be built: the lines above say why.");
  console.log(`k6 is in ${path.relative(process.cwd(), ownK6)}; make load-test SCENARIO=smoke uses it.`);
}
