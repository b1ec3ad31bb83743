import { bakeFile, partsNamed } from "@chorus/containers/bake-file";
import type { ImagePart } from "@chorus/containers/image-parts";
import { messageOf, UserError } from "@chorus/servers/user-error";
import { docker, imageName, readContainerSettings } from "./docker.ts";

const BYTES_PER_MEGABYTE = 1_000_000;

/** `make images`: builds all, or one (`SERVICE=chat-service`), and weighs them. Fails when one is heavier than it may be. */
export async function runBuildImages([name]: string[]): Promise<void> {
  const parts = chosen(name);
  const settings = readContainerSettings();
  const file = bakeFile(parts, {
    ...{ repository: settings.CHORUS_IMAGES, tag: settings.CHORUS_VERSION },
    ...{ nodeImage: settings.NODE_IMAGE, postgresImage: settings.POSTGRES_IMAGE },
    network: settings.CHORUS_BUILD_NETWORK,
    isPushed: settings.CHORUS_PUSH,
    secrets: { npmrc: settings.CHORUS_BUILD_NPMRC, ca: settings.CHORUS_BUILD_CA },
  });
  const files = [settings.CHORUS_BUILD_NPMRC, settings.CHORUS_BUILD_CA].filter((given) => given !== undefined);
  const allow = [
    ...files.map((given) => `--allow=fs.read=${given}`),
    ...(settings.CHORUS_BUILD_NETWORK === "host" ? ["--allow=network.host"] : []),
  ];
  const startedAt = performance.now();
  await docker(["buildx", "bake", ...allow, "--file", "-"], { input: file });
  console.log(`built in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  // What was pushed is not here.
  if (!settings.CHORUS_PUSH) await weigh(parts);
}

function chosen(name: string | undefined): readonly ImagePart[] {
  try {
    return partsNamed(name === "" ? undefined : name);
  } catch (error) {
    throw new UserError(messageOf(error));
  }
}

async function weigh(parts: readonly ImagePart[]): Promise<void> {
  const heavy: string[] = [];
  for (const part of parts) {
    const size = await docker(["image", "inspect", "--format", "{{.Size}}", imageName(part.name)], { capture: true });
    const megabytes = Math.round(Number(size) / BYTES_PER_MEGABYTE);
    console.log(`  ${part.name.padEnd(20)} ${String(megabytes).padStart(4)} MB of ${part.maxMegabytes}`);
    if (megabytes > part.maxMegabytes) heavy.push(part.name);
  }
  if (heavy.length > 0) throw new UserError(`heavier than they may be: ${heavy.join(", ")}`);
}
