import { FILE_SUFFIX } from "@chorus/kernel/config";
import { MIGRATION_SECRETS } from "@chorus/containers/secrets";
import { SECRETS_FOLDER } from "@chorus/environments/platform-environment";
import { containerOf, type KubernetesObject, labelsOf, podOf, serviceAccount } from "./common.ts";

const MIGRATE = "migrate";
const DAY_SECONDS = 86_400;
const MEMORY_MIB = { request: 128, limit: 256 };

/**
 * The migration of one version, under a name of its own: one that failed does not stand in the way of the next. It is not tried again
 * by itself, because somebody has to look first.
 */
export function migrateObjects(version: string): KubernetesObject[] {
  const env = MIGRATION_SECRETS.map((name) => ({ name: name + FILE_SUFFIX, value: `${SECRETS_FOLDER}/${name}` }));
  const container = containerOf({ image: MIGRATE, memoryMiB: MEMORY_MIB, hasSecrets: true, own: { env } });
  const job = {
    ...{ apiVersion: "batch/v1", kind: "Job" },
    metadata: { name: `${MIGRATE}-${version.replaceAll(".", "-")}`, labels: labelsOf(MIGRATE) },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: DAY_SECONDS,
      template: {
        metadata: { labels: labelsOf(MIGRATE) },
        spec: podOf(MIGRATE, true, { restartPolicy: "Never", containers: [container] }),
      },
    },
  };
  return [serviceAccount(MIGRATE), job];
}
