import path from "node:path";
import { IMAGE_PARTS } from "@chorus/containers/image-parts";
import { repositoryRoot } from "@chorus/servers/paths";
import { docker, readContainerSettings } from "./docker.ts";

/** The tag of the images that ran before the last change. */
export const PREVIOUS = "previous";

const cwd = path.join(repositoryRoot, "infrastructure/compose");

/** The images of the running containers by part: their digest, because a tag may move. */
export async function runningImages(): Promise<Map<string, string>> {
  const listed = await docker(["compose", "ps", "--format", "{{.Service}} {{.ID}}"], { cwd, capture: true });
  const containers = listed.split("\n").flatMap((line) => {
    const [service = "", id = ""] = line.split(" ");
    return IMAGE_PARTS.some(({ name }) => name === service) ? [{ service, id }] : [];
  });
  if (containers.length === 0) return new Map();
  const ids = containers.map(({ id }) => id);
  const images = await docker(["inspect", "--format", "{{.Image}}", ...ids], { capture: true });
  const digests = images.split("\n");
  return new Map(containers.map(({ service }, index) => [service, digests[index] ?? ""]));
}

/** When something changed, everything that ran before gets the tag: a rollback is of the whole platform. */
export async function keepPrevious(before: ReadonlyMap<string, string>): Promise<void> {
  const after = await runningImages();
  const hasChanged = [...before].some(([part, image]) => after.get(part) !== image);
  if (!hasChanged) return;
  const { CHORUS_IMAGES: images } = readContainerSettings();
  for (const [part, image] of before) await docker(["tag", image, `${images}/${part}:${PREVIOUS}`]);
  console.log("The images of before are kept: `make rollback` goes back to them.");
}
