import { CHROMA_PORT } from "../image-parts.ts";
import { CHECKED, hardened, imageOf, INSIDE, optional, required, type Service } from "./common.ts";

export const POSTGRES_USER = "chorus";
export const POSTGRES_DATABASE = "chorus";

/** Postgres, Redis and Chroma. Of the three, losing Postgres alone loses data. */
export function dataServers(): Record<string, Service> {
  return {
    postgres: hardened(1024, {
      image: optional("POSTGRES_IMAGE", "postgres:18"),
      user: "999:999",
      environment: {
        POSTGRES_USER,
        POSTGRES_DB: POSTGRES_DATABASE,
        POSTGRES_PASSWORD: required("POSTGRES_PASSWORD"),
      },
      // Sixteen connections for each service that uses it, four more for each one's background work.
      command: ["postgres", "-c", "max_connections=200", "-c", "shared_buffers=256MB"],
      // From version 18 the image keeps a folder for each version in it.
      volumes: ["postgres:/var/lib/postgresql"],
      tmpfs: ["/var/run/postgresql:uid=999,gid=999"],
      shm_size: "256m",
      networks: [INSIDE],
      // By TCP: while the image prepares the database it listens on its socket alone.
      healthcheck: {
        test: ["CMD", "pg_isready", "--quiet", "--host=127.0.0.1", `--username=${POSTGRES_USER}`],
        ...CHECKED,
      },
      // A fast shutdown writes a checkpoint.
      stop_grace_period: "60s",
    }),
    redis: hardened(512, {
      image: optional("REDIS_IMAGE", "redis:8.0"),
      user: "999:999",
      environment: { REDISCLI_AUTH: required("REDIS_PASSWORD") },
      // The password is in the environment and not among the arguments, which everybody on the machine can list.
      entrypoint: [
        "sh",
        "-c",
        'printf "requirepass %s\\n" "$$REDISCLI_AUTH" | exec redis-server - --dir /data --appendonly yes --appendfsync everysec --save "" --maxmemory 384mb --maxmemory-policy noeviction',
      ],
      volumes: ["redis:/data"],
      networks: [INSIDE],
      healthcheck: { test: ["CMD-SHELL", "redis-cli ping | grep -q PONG"], ...CHECKED },
    }),
    chroma: hardened(1024, {
      image: imageOf("chroma"),
      volumes: ["chroma:/data"],
      working_dir: "/app",
      networks: [INSIDE],
      expose: [String(CHROMA_PORT)],
      healthcheck: CHECKED,
    }),
  };
}
