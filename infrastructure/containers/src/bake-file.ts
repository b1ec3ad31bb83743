import { IMAGE_PARTS, type ImagePart } from "./image-parts.ts";

export interface BuildOptions {
  /** `chorus`, or a registry's address with it: `registry.example.com/chorus`. */
  repository: string;
  tag: string;
  /** Instead of node:24-trixie-slim: a mirror's, or one by digest. */
  nodeImage?: string | undefined;
  /** Instead of postgres:18, whose programs take backups. */
  postgresImage?: string | undefined;
  /** `host` where build containers have no network of their own. */
  network?: string | undefined;
  /** To the registry that `repository` names, with provenance and a list of contents, instead of this machine's Docker. */
  isPushed?: boolean;
  /** Files for networks that look into TLS: npm's settings (`cafile=/run/secrets/ca`) and the certificates. No layer keeps them. */
  secrets?: { npmrc?: string | undefined; ca?: string | undefined };
}

/** What `docker buildx bake` builds, as its JSON. */
export function bakeFile(parts: readonly ImagePart[], options: BuildOptions): string {
  const names = parts.map(({ name }) => name);
  const target = Object.fromEntries(parts.map((part) => [part.name, targetOf(part, options)]));
  return JSON.stringify({ group: { default: { targets: names } }, target }, null, 2);
}

function targetOf(
  part: ImagePart,
  { repository, tag, nodeImage, postgresImage, network, isPushed = false, secrets = {} }: BuildOptions,
) {
  const args = {
    PART: part.part,
    HEALTH_PORT: part.healthPort?.toString(),
    HEALTH_PATH: part.healthPath,
    NODE_OPTIONS: part.nodeOptions,
    NODE_IMAGE: nodeImage,
    POSTGRES_IMAGE: part.target === "backup" ? postgresImage : undefined,
  };
  const files = Object.entries(secrets).filter(([, file]) => file !== undefined);
  return {
    ...{ context: ".", dockerfile: "infrastructure/containers/service.Containerfile", target: part.target },
    args: Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)),
    tags: [`${repository}/${part.name}:${tag}`],
    output: [isPushed ? "type=registry" : "type=docker"],
    ...(isPushed ? { attest: ["type=provenance,mode=max", "type=sbom"] } : {}),
    ...(network === undefined ? {} : { network }),
    ...(files.length > 0 ? { secret: files.map(([id, file]) => `type=file,id=${id},src=${file}`) } : {}),
  };
}

/** @throws Error that lists the names there are */
export function partsNamed(name: string | undefined): readonly ImagePart[] {
  if (name === undefined) return IMAGE_PARTS;
  const found = IMAGE_PARTS.filter((part) => part.name === name);
  if (found.length > 0) return found;
  throw new Error(`there is no image ${name}; there are ${IMAGE_PARTS.map((part) => part.name).join(", ")}`);
}
