import { PORTS_BESIDE } from "@chorus/contracts/services";
import { CHECKED, hardened, imageOf, INSIDE, optional, type Service } from "./common.ts";
import { given, POSTGRES } from "./secret-files.ts";

const POSTGRES_SETTINGS = {
  max_connections: "200",
  shared_buffers: "256MB",
  // Whoever takes backups may replicate.
  hba_file: "/etc/chorus/pg_hba.conf",
  // A receiver of the log that is away for long must not fill the disk: writing is worth more than its place in the log.
  max_slot_wal_keep_size: "4GB",
};
const settings = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

/** Postgres, Redis and Chroma. Of the three, losing Postgres alone loses data. */
export function dataServers(): Record<string, Service> {
  const password = given(["POSTGRES_PASSWORD"]);
  return {
    postgres: hardened(1024, {
      image: optional("POSTGRES_IMAGE", "postgres:18"),
      user: "999:999",
      environment: { POSTGRES_USER: POSTGRES.user, POSTGRES_DB: POSTGRES.database, ...password.environment },
      secrets: password.secrets,
      // Sixteen connections for each service that uses it, four more for each one's background work.
      command: ["postgres", ...settings(POSTGRES_SETTINGS)],
      // From version 18 the image keeps a folder for each version in it.
      volumes: ["postgres:/var/lib/postgresql", "./pg_hba.conf:/etc/chorus/pg_hba.conf:ro"],
      tmpfs: ["/var/run/postgresql:uid=999,gid=999"],
      shm_size: "256m",
      networks: [INSIDE],
      // By TCP: while the image prepares the database it listens on its socket alone.
      healthcheck: {
        test: ["CMD", "pg_isready", "--quiet", "--host=127.0.0.1", `--username=${POSTGRES.user}`],
        ...CHECKED,
      },
      // A fast shutdown writes a checkpoint.
      stop_grace_period: "60s",
    }),
    redis: hardened(512, {
      image: optional("REDIS_IMAGE", "redis:8.0"),
      user: "999:999",
      secrets: [{ source: "REDIS_PASSWORD", target: "REDIS_PASSWORD" }],
      // The password is not among the arguments, which everybody on the machine can list.
      entrypoint: [
        "sh",
        "-c",
        'printf "requirepass %s\\n" "$$(cat /run/secrets/REDIS_PASSWORD)" | exec redis-server - --dir /data --appendonly yes --appendfsync everysec --save "" --maxmemory 384mb --maxmemory-policy noeviction',
      ],
      volumes: ["redis:/data"],
      networks: [INSIDE],
      healthcheck: {
        test: ["CMD-SHELL", "REDISCLI_AUTH=$$(cat /run/secrets/REDIS_PASSWORD) redis-cli ping | grep -q PONG"],
        ...CHECKED,
      },
    }),
    chroma: hardened(1024, {
      image: imageOf("chroma"),
      volumes: ["chroma:/data"],
      working_dir: "/app",
      networks: [INSIDE],
      expose: [String(PORTS_BESIDE.CHROMA_PORT)],
      healthcheck: CHECKED,
    }),
  };
}
