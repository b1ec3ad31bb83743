import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { IMAGE_PARTS } from "@chorus/containers/image-parts";
import { repositoryRoot } from "@chorus/servers/paths";
import { UserError } from "@chorus/servers/user-error";
import { runBuildImages } from "./build-images.ts";
import { docker, readContainerSettings } from "./docker.ts";
import { keepPrevious, PREVIOUS, runningImages } from "./previous-images.ts";
import { hasSecretFiles, writeAddresses } from "./secret-files.ts";
import { upgrade } from "./upgrade.ts";

const cwd = path.join(repositoryRoot, "infrastructure/compose");
const WAIT = ["up", "--detach", "--no-build", "--wait"];
/** What a rollback changes: the schema stays, and so do the data servers. */
const ROLLED_BACK = IMAGE_PARTS.map(({ name }) => name).filter((name) => name !== "migrate" && name !== "chroma");

/** Docker's compose in the folder of the installation, which has an `.env` and secrets in files. */
async function compose(args: readonly string[], variables: Record<string, string> = {}): Promise<void> {
  if (!existsSync(path.join(cwd, ".env")))
    throw new UserError("There is no infrastructure/compose/.env: `make env` writes it.");
  if (!hasSecretFiles(cwd)) throw new UserError("The secrets are still in .env: `make env` moves them into files.");
  await writeAddresses(cwd);
  await docker(["compose", ...args], { cwd, variables });
}

/** `make up`: the whole platform, until every part of it is healthy. */
export async function runUp(): Promise<void> {
  const startedAt = performance.now();
  const before = await runningImages();
  try {
    await compose(WAIT);
  } finally {
    // Also when the new ones do not become healthy: that is when somebody wants to go back.
    await keepPrevious(before);
  }
  console.log(`healthy after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** `make down`: stops everything and keeps the data. */
export async function runDown(): Promise<void> {
  await compose(["down"]);
}

/** `make upgrade`. With CHORUS_IMAGES of a registry images are pulled, else they are built. */
export async function runUpgrade(args: string[] = []): Promise<void> {
  const { values } = parseArgs({ args, options: { "without-backup": { type: "boolean", default: false } } });
  const isFromRegistry = readContainerSettings().CHORUS_IMAGES.includes("/");
  await upgrade(
    {
      // Asked in their own container, because they are on its volume.
      requireBackup: () => compose(["run", "--rm", "--no-deps", "--no-TTY", "backup", "age"]),
      bringImages: () => (isFromRegistry ? compose(["pull"]) : runBuildImages([])),
      migrate: () => compose(["run", "--rm", "migrate"]),
      startServices: runUp,
    },
    { withoutBackup: values["without-backup"] },
  );
}

/** `make rollback`: the images that ran before the last change of images, on the schema of now. */
export async function runRollback(): Promise<void> {
  const missing = await missingPrevious();
  if (missing.length > 0)
    throw new UserError(`Nothing to go back to: no image before the last \`make up\` is kept (${missing[0]}).`);
  await compose([...WAIT, "--no-deps", ...ROLLED_BACK], { CHORUS_VERSION: PREVIOUS });
  console.log("The images of before run again. To stay there, name their tag in CHORUS_VERSION of .env.");
}

async function missingPrevious(): Promise<string[]> {
  const { CHORUS_IMAGES: images } = readContainerSettings();
  const listed = await docker(["image", "ls", "--format", "{{.Repository}}:{{.Tag}}"], { capture: true });
  const there = new Set(listed.split("\n"));
  return ROLLED_BACK.map((name) => `${images}/${name}:${PREVIOUS}`).filter((name) => !there.has(name));
}
