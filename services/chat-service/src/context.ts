import type { Authenticator } from "@chorus/auth/authenticator";
import type { DeskPeople } from "@chorus/contracts/routes/widget";
import type { readHeartbeats } from "@chorus/http/heartbeat";
import type { ServiceClient } from "@chorus/http/service-client";
import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { Ids } from "@chorus/kernel/ids";
import type { GuessLimiter } from "@chorus/redis/guess-limiter";
import type { Limiter } from "@chorus/redis/limiter";
import type { WrongGuesses } from "@chorus/redis/wrong-guesses";
import type { Logger } from "@chorus/observability/logger";
import type { TenantMinutes } from "@chorus/observability/tenant-minutes";
import type { Tracing } from "@chorus/observability/tracing";
import type { TaskQueue } from "@chorus/tasks/task-queue";
import type { PhotoImages } from "./people/photo-images.ts";
import type { SigningKeys } from "./keys/signing-keys.ts";
import type { AfterAnswer } from "./after-answer.ts";
import type { KnownDevices } from "./staff-login/known-device.ts";
import type { ProofsOfWork } from "./limits/proofs-of-work.ts";
import type { SignUpLimits } from "./limits/sign-up-limits.ts";
import type { LoginLimits } from "./limits/login-limits.ts";
import type { PasswordLinkLimits } from "./limits/password-link-limits.ts";
import type { VisitorAdmission } from "./visitor-sessions/visitor-admission.ts";
import type { ChatConfig } from "./config.ts";
import type { TranscriptLimits } from "./limits/transcript-limits.ts";
import type { Epoch } from "./conversations/reads/epoch.ts";
import type { BusinessEvents } from "./events.ts";
import type { Failpoints } from "./failpoints.ts";
import type { SendQuota } from "./limits/send-quota.ts";
import type { ReadLiveCounts } from "./quotas/live-counts.ts";
import type { SendLimits } from "./limits/send-limits.ts";
import type { ReceiptMarks } from "./messages/receipt-marks.ts";
import type { InboxNotifier } from "./outbox/inbox-notifier.ts";
import type { Publisher } from "./outbox/publisher.ts";
import type { LimitsDirectory } from "./limits/limits-directory.ts";
import type { WidgetReads } from "./limits/widget-reads.ts";

/** What every verb may use. Made once in service.ts; tests replace parts of it. */
export interface ChatContext {
  config: ChatConfig;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  tracing: Tracing;
  events: BusinessEvents;
  database: Database;
  epoch: Epoch;
  publisher: Publisher;
  tasks: TaskQueue;
  inboxNotifier: InboxNotifier;
  receiptMarks: ReceiptMarks;
  signingKeys: SigningKeys;
  authenticator: Authenticator;
  afterAnswer: AfterAnswer;
  knownDevices: KnownDevices;
  loginLimits: LoginLimits;
  passwordLinkLimits: PasswordLinkLimits;
  signUpLimits: SignUpLimits;
  proofs: ProofsOfWork;
  sendLimits: SendLimits;
  transcriptLimits: TranscriptLimits;
  /** Limits how often a conversation is rated. */
  ratings: Limiter;
  /** Limits guesses of the current password by whoever sits at an open desk. */
  passwordGuesses: GuessLimiter;
  photoChanges: Limiter;
  photoImages: PhotoImages;
  /** Limits guesses of the operator key. */
  operatorGuesses: WrongGuesses;
  tenantLimits: LimitsDirectory;
  visitorAdmission: VisitorAdmission;
  presence: ServiceClient;
  widgetReads: WidgetReads;
  /** Which agents are online, as widgets show it; at most a few seconds old. */
  deskPeople: (tenantId: string) => Promise<DeskPeople>;
  /** Whose widgets are open; at most a second old. Fails with `unavailable` while presence-service is away. */
  connectedCustomers: (tenantId: string) => Promise<readonly string[]>;
  /** How soon people answer first, in minutes, as widgets promise it; at most some minutes old. */
  replyMinutes: (tenantId: string) => Promise<number | null>;
  /** After a flag was set: this process knows at once, the others by a hint. Never throws. */
  flagsChanged: () => Promise<void>;
  sendQuota: SendQuota;
  /** How long messages over REST took. */
  latency: TenantMinutes;
  /** What of tenants is counted in Redis. */
  liveCounts: ReadLiveCounts;
  /** Which services there are, as they say themselves. */
  heartbeats: () => ReturnType<typeof readHeartbeats>;
  failpoints: Failpoints;
}
