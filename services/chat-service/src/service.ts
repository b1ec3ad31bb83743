import { tmpdir } from "node:os";
import { createAuthenticator } from "@chorus/auth/authenticator";
import { LATENCY_BOUNDS_MS } from "@chorus/contracts/latency";
import { MAX_COUNTED_TENANTS, MAX_WAITING_MINUTES } from "@chorus/contracts/routes/internal-chat";
import { readConnectedCustomers } from "@chorus/contracts/routes/presence";
import { openDatabase, requireRestrictedRole } from "@chorus/database/database";
import { measurePools } from "@chorus/database/measure-pools";
import { readHeartbeats } from "@chorus/http/heartbeat";
import { mount } from "@chorus/http/mount";
import { createReadShares } from "@chorus/http/read-shares";
import { createWriteShares } from "@chorus/http/write-shares";
import { createWriteLimits } from "@chorus/http/write-limits";
import { createServiceParts, type ServedService } from "@chorus/http/service-parts";
import { type Clock, toTimestamp } from "@chorus/kernel/clock";
import { systemIds, type Ids } from "@chorus/kernel/ids";
import { listenForRevocations, type RevocationListener } from "@chorus/redis/revocation-listener";
import { createGuessLimiter } from "@chorus/redis/guess-limiter";
import { createLimiter } from "@chorus/redis/limiter";
import { createWrongGuesses } from "@chorus/redis/wrong-guesses";
import { openTaskQueue } from "@chorus/tasks/task-queue";
import { createTranscriptLimits } from "./limits/transcript-limits.ts";
import { checkSessions } from "./identity/check-sessions.ts";
import { createAfterAnswer } from "./after-answer.ts";
import { createKnownDevices } from "./staff-login/known-device.ts";
import { createLoginLimits } from "./limits/login-limits.ts";
import { createPasswordLinkLimits } from "./limits/password-link-limits.ts";
import { createProofsOfWork } from "./limits/proofs-of-work.ts";
import { createSignUpLimits } from "./limits/sign-up-limits.ts";
import { loadSigningKeys } from "./keys/signing-keys.ts";
import { createVisitorAdmission } from "./visitor-sessions/visitor-admission.ts";
import { runInBackground, type Background } from "./background.ts";
import type { ChatConfig } from "./config.ts";
import type { ChatContext } from "./context.ts";
import { loadPublished, presentAppended } from "./conversations/present/load-published.ts";
import { presentConversation } from "./conversations/present/present-conversation.ts";
import { findConversations } from "./conversations/rows/conversation-queries.ts";
import { loadEpoch } from "./conversations/reads/epoch.ts";
import { businessEvents } from "./events.ts";
import { announceFlags } from "./flags/announce-flags.ts";
import { readFailpoints } from "@chorus/kernel/failpoints";
import { FAILPOINTS } from "./failpoints.ts";
import { authenticator } from "./http/caller.ts";
import { allEndpoints } from "./http/endpoints/all-endpoints.ts";
import { countWrites, readsInTurn, writesInTurn } from "./http/limited.ts";
import { runOnce } from "./http/idempotency.ts";
import type { Logger } from "@chorus/observability/logger";
import { TenantMinutes } from "@chorus/observability/tenant-minutes";
import { recordLatency } from "./latency/record-latency.ts";
import { createSendQuota } from "./limits/send-quota.ts";
import { createLiveCounts, sendsKey } from "./quotas/live-counts.ts";
import { readQuotas } from "./quotas/read-quotas.ts";
import { warnTenant } from "./quotas/warn-tenant.ts";
import { COUNTED } from "@chorus/contracts/quotas";
import { createProcessCounts } from "@chorus/redis/process-counts";
import { createSendLimits } from "./limits/send-limits.ts";
import { createInboxNotifier } from "./outbox/inbox-notifier.ts";
import { createOutboxStore } from "./outbox/outbox-store.ts";
import { askForListeners, publishTo } from "./outbox/publish-all.ts";
import { createPhotoImages } from "./people/photo-images.ts";
import { createReceiptMarks } from "./messages/receipt-marks.ts";
import { moveReceipts, receiptPublished } from "./messages/receipt-queries.ts";
import { createPublisher } from "./outbox/publisher.ts";
import { ttlCache } from "@chorus/kernel/ttl-cache";
import { createLimitsDirectory } from "./limits/limits-directory.ts";
import { tenantLimits } from "./tenants/present-tenant.ts";
import { findTenant } from "./tenants/queries.ts";
import { readDeskPeople } from "./tenants/read-desk-people.ts";
import { readReplyMinutes } from "./tenants/read-reply-minutes.ts";
import { createWidgetReads } from "./limits/widget-reads.ts";

const SERVICE = "chat-service";
/** Visitors open widgets in bursts; who is online changes slowly. */
const DESK_FRESH_MS = 3_000;
/** Every desk asks now and then; one answer does for all who ask in the same second. */
const CONNECTED_FRESH_MS = 1_000;
const REPLY_FRESH_MS = 10 * 60_000;
const PRESENCE_TIMEOUT_MS = 1_000;
/** Of one conversation. */
const RATINGS = { points: 10, windowSeconds: 3_600 };
/** Of one person; a correct password is not counted. */
const PASSWORD_GUESSES = { points: 5, windowSeconds: 15 * 60 };
/** Of one person: each costs the time of a decoder. */
const PHOTO_CHANGES = { points: 20, windowSeconds: 3_600 };
/** Of one network; a correct key is not counted. */
const OPERATOR_GUESSES = { points: 30, windowSeconds: 15 * 60 };

export interface ChatServiceOverrides {
  clock?: Clock;
  ids?: Ids;
  logger?: Logger;
}

/** The only writer of chat data. Nothing connects before `start`. */
export async function createChatService(
  config: ChatConfig,
  overrides: ChatServiceOverrides = {},
): Promise<ServedService> {
  const { parts, serve } = createServiceParts(
    SERVICE,
    { ...config, internalSecret: config.secrets.internal, withProcessMetrics: true },
    overrides,
  );
  const { clock, logger, metrics, tracing, redis } = parts;
  const database = openDatabase({
    ...config.database,
    applicationName: SERVICE,
    onError: (error) => logger.warn({ err: error }, "a database connection broke"),
  });
  measurePools(metrics, database);
  const presence = parts.clientOf("presence-service", config.presenceUrl, PRESENCE_TIMEOUT_MS);
  const publish = publishTo(redis);
  const outbox = createOutboxStore(database, config.outbox.relayAfterMs, (tenantId, refs) =>
    loadPublished(database, tenantId, refs),
  );
  const hasListeners = askForListeners(redis);
  const inboxNotifier = createInboxNotifier({
    ...{ publish, hasListeners },
    readRows: (tenantId, ids) =>
      database.readTenant(tenantId, async (tx) => (await findConversations(tx, "desk", ids)).map(presentConversation)),
    logger: logger.child({ part: "inbox" }),
  });
  const publisher = createPublisher({
    ...{ publish, outbox, present: presentAppended, inboxNotifier },
    logger: logger.child({ part: "publisher" }),
  });
  const afterAnswer = createAfterAnswer((error) => logger.error({ err: error }, "work after an answer failed"));
  const ids = overrides.ids ?? systemIds;
  /** Of this process alone, where several count together. */
  const processId = ids.next();
  const tasks = openTaskQueue({
    redisUrl: config.redisUrl,
    clock,
    ids,
    onError: (error) => logger.debug({ err: error }, "queue connection"),
  });
  const proofs = createProofsOfWork({ redis, clock, secret: config.secrets.chorus });
  const photoImages = createPhotoImages(tmpdir());
  let background: Background | undefined;
  let revocations: RevocationListener | undefined;

  return serve({
    checks: { postgres: () => database.check() },
    async start() {
      await requireRestrictedRole(database);
      const signingKeys = await loadSigningKeys(database, config.secrets.chorus);
      const people = createAuthenticator({
        keys: signingKeys.verify,
        ask: (tenantId, sessions) => checkSessions(database, tenantId, sessions),
        now: () => clock.now(),
      });
      // Revocations by other instances; its own ones are dropped when they commit.
      revocations = listenForRevocations({
        redisUrl: config.redisUrl,
        onRevoked: people.drop,
        onError: (error) => logger.debug({ err: error }, "revocations"),
      });
      await revocations.start();
      const context: ChatContext = {
        config,
        clock,
        ids,
        logger,
        tracing,
        events: businessEvents(metrics, logger, config.countedTenants),
        database,
        epoch: await loadEpoch(database),
        publisher,
        tasks,
        inboxNotifier,
        receiptMarks: createReceiptMarks({
          store: (tenantId, marks) => database.withTenant(tenantId, (tx) => moveReceipts(tx, marks)),
          stored: (tenantId, row, reader) => publisher.receipt(tenantId, receiptPublished(row), reader),
        }),
        signingKeys,
        authenticator: people,
        afterAnswer,
        knownDevices: createKnownDevices(config.secrets.chorus),
        loginLimits: createLoginLimits(redis),
        passwordLinkLimits: createPasswordLinkLimits(redis),
        signUpLimits: createSignUpLimits(redis),
        proofs,
        ratings: createLimiter(redis, { name: "rating", ...RATINGS }),
        passwordGuesses: createGuessLimiter(redis, { name: "password-guess", ...PASSWORD_GUESSES }),
        photoChanges: createLimiter(redis, { name: "photo", ...PHOTO_CHANGES }),
        photoImages,
        operatorGuesses: createWrongGuesses(redis, { name: "operator-key", ...OPERATOR_GUESSES }),
        transcriptLimits: createTranscriptLimits(redis),
        sendLimits: createSendLimits(redis),
        tenantLimits: createLimitsDirectory(
          async (tenantId) => tenantLimits(await database.readTenant(tenantId, findTenant), config.tenantLimits),
          clock,
        ),
        visitorAdmission: createVisitorAdmission({ redis, proofs }),
        presence,
        widgetReads: createWidgetReads(redis),
        deskPeople: ttlCache((tenantId) => readDeskPeople({ database, presence, logger }, tenantId), {
          clock,
          freshMs: DESK_FRESH_MS,
        }),
        connectedCustomers: ttlCache(
          async (tenantId) => (await presence.call(readConnectedCustomers, { body: { tenantId } })).customerIds,
          {
            clock,
            freshMs: CONNECTED_FRESH_MS,
          },
        ),
        replyMinutes: ttlCache((tenantId) => readReplyMinutes(database, tenantId, clock.now()), {
          clock,
          freshMs: REPLY_FRESH_MS,
        }),
        sendQuota: createSendQuota({
          counts: createProcessCounts(redis, { name: COUNTED.sends, processId, now: () => clock.now() }),
          clock,
          keyOf: sendsKey,
          readAmount: (tenantId) =>
            database.readTenant(tenantId, async (tx) => {
              const row = await tx
                .selectFrom("tenant_quotas")
                .select("amount")
                .where("quota", "=", "sends_per_minute")
                .executeTakeFirst();
              return row?.amount ?? undefined;
            }),
          onNearEnd: (tenantId) =>
            void readQuotas(context, tenantId)
              .then((quotas) => warnTenant(context, tenantId, quotas))
              .catch((error: unknown) => logger.debug({ err: error }, "nobody was warned of a quota")),
          onError: (error) => logger.debug({ err: error }, "a quota could not be read"),
        }),
        latency: new TenantMinutes({
          ...{ boundsMs: LATENCY_BOUNDS_MS, maxTenants: MAX_COUNTED_TENANTS, maxMinutes: MAX_WAITING_MINUTES },
          record: ({ startMs, tenants }) =>
            recordLatency(context, { source: processId, minute: toTimestamp(startMs), tenants }),
        }),
        liveCounts: createLiveCounts(redis, () => clock.now()),
        heartbeats: () => readHeartbeats(redis),
        flagsChanged: announceFlags({ redis, logger }),
        failpoints: readFailpoints(FAILPOINTS, config.failpoints),
      };
      background = runInBackground(context, { outbox, publish, inboxNotifier }, metrics);
      return (app) =>
        mount(app, SERVICE, allEndpoints(context), {
          authenticate: authenticator(context),
          serviceCaller: { principal: null },
          countWrite: countWrites(context, createWriteLimits(redis, config.writesPerMinute)),
          readInTurn: readsInTurn(context, createReadShares()),
          writeInTurn: writesInTurn(context, createWriteShares()),
          once: runOnce(context),
        });
    },
    async drained() {
      await afterAnswer.drained();
      await background?.stop();
      background = undefined;
      await publisher.drained();
      await inboxNotifier.drained();
      await publisher.drained();
    },
    async close() {
      await background?.stop();
      revocations?.close();
      await photoImages[Symbol.asyncDispose]();
      await tasks.close();
      await database.close();
    },
  });
}
