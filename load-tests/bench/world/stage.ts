import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { tmpdir } from "node:os";
import { signAccessToken } from "@chorus/auth/access-token";
import { startRedis } from "@chorus/servers/redis";
import { exportJWK, generateKeyPair } from "jose";
import type { NamedContestant } from "../contestant.ts";
import { pin } from "../measure/cores.ts";
import { buildBundles, type Bundles } from "./bundles.ts";
import { createBenchCleanup } from "./bench-cleanup.ts";
import { startServer, type RunningServer } from "./running-server.ts";
import { startProcess } from "./started-process.ts";

/** Everything that cells share: keys, tokens, Redis, bundles. */
export interface Stage extends AsyncDisposable {
  readonly tokens: readonly string[];
  /** A fresh process of the contestant with its surroundings. */
  open(contestant: NamedContestant, conversations: number): Promise<Scene>;
}

/** One cell: one contestant alone. */
export interface Scene extends AsyncDisposable {
  readonly contestant: NamedContestant;
  readonly server: RunningServer;
  readonly redisPid: number;
  readonly conversationIds: readonly string[];
  readonly tokens: readonly string[];
  /** The double collects its garbage now, and not while something is measured. */
  settle(): Promise<void>;
}

/** The double keeps every event: collecting a heap that only grows would stop it for 10 to 100 ms, as no service is stopped. */
const ROOM_FOR_ITS_LOG = ["--max-semi-space-size=2", "--initial-heap-size=1024", "--expose-gc"];
const COLLECTED_WITHIN_MS = 1_000;
const TOKENS = 10_000;
const TOKEN_SECONDS = 4 * 60 * 60;

export async function buildStage(): Promise<Stage> {
  const cleanup = createBenchCleanup();
  const folder = await mkdtemp(path.join(tmpdir(), `chorus-test-${process.pid}-`));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const bundles = await buildBundles();
  cleanup.defer(() => bundles[Symbol.asyncDispose]());
  const tenantId = randomUUID();
  const { tokens, publicJwk } = await issueTokens(tenantId);
  return {
    tokens,
    open: (contestant, conversations) =>
      openScene({ folder, bundles, tenantId, publicJwk, tokens }, contestant, conversations),
    [Symbol.asyncDispose]: () => cleanup.run(),
  };
}

interface Props {
  folder: string;
  bundles: Bundles;
  tenantId: string;
  publicJwk: string;
  tokens: readonly string[];
}

async function openScene(props: Props, contestant: NamedContestant, conversations: number): Promise<Scene> {
  const cleanup = createBenchCleanup();
  try {
    const folder = path.join(props.folder, randomUUID());
    await mkdir(folder);
    const redis = await startRedis({ folder, mode: "test", logFile: path.join(folder, "redis.log") });
    cleanup.defer(() => redis.stop());
    pin(redis.pid, "load");
    const shared = { REDIS_URL: redis.url, PUBLIC_JWK: props.publicJwk };
    let conversationIds = Array.from({ length: conversations }, () => randomUUID() as string);
    const variables: Record<string, string> = { ...shared };
    let settle = () => Promise.resolve();
    if (contestant.name === "chorus") {
      const companion = await startProcess({
        main: props.bundles.companion,
        core: "load",
        nodeArguments: ROOM_FOR_ITS_LOG,
        variables: { ...shared, TENANT_ID: props.tenantId, CONVERSATIONS: String(conversations) },
      });
      cleanup.defer(() => companion[Symbol.asyncDispose]());
      const addresses = companion.firstWord as { chatUrl: string; presenceUrl: string; conversationIds: string[] };
      ({ conversationIds } = addresses);
      settle = () => {
        companion.kill("SIGUSR2");
        return delay(COLLECTED_WITHIN_MS);
      };
      Object.assign(variables, { CHAT_SERVICE_URL: addresses.chatUrl, PRESENCE_SERVICE_URL: addresses.presenceUrl });
    }
    const server = await startServer(contestant.name, { bundles: props.bundles, variables, folder });
    cleanup.defer(() => server[Symbol.asyncDispose]());
    return {
      contestant,
      server,
      redisPid: redis.pid,
      conversationIds,
      tokens: props.tokens,
      settle,
      [Symbol.asyncDispose]: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function issueTokens(tenantId: string): Promise<{ tokens: string[]; publicJwk: string }> {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const key = { kid: "bench", privateKey };
  const issue = () => {
    const claims = { tenantId, userId: randomUUID(), role: "agent" as const, sessionId: randomUUID() };
    return signAccessToken(key, claims, {
      nowMs: Date.now(),
      tokenId: randomUUID(),
      lifetimeSeconds: TOKEN_SECONDS,
    });
  };
  const tokens = await Promise.all(Array.from({ length: TOKENS }, issue));
  const publicJwk = JSON.stringify({ ...(await exportJWK(publicKey)), kid: key.kid, alg: "EdDSA", use: "sig" });
  return { tokens, publicJwk };
}
