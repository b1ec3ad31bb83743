import type { Authenticator } from "@chorus/auth/authenticator";
import type { DeliveryChannel } from "@chorus/contracts/entities/delivery";
import type { Database, TenantTx } from "@chorus/database/database";
import type { IsOn } from "@chorus/flags/open-flags";
import type { ServiceClient } from "@chorus/http/service-client";
import type { Clock } from "@chorus/kernel/clock";
import type { Ids } from "@chorus/kernel/ids";
import type { Logger } from "@chorus/observability/logger";
import type { Tracing } from "@chorus/observability/tracing";
import type { TaskQueue } from "@chorus/tasks/task-queue";
import type { Channel, DeliveryRow } from "./channels/channel.ts";
import type { Mailer } from "./channels/email/mailer.ts";
import type { NotificationConfig } from "./config.ts";
import type { Quotas } from "./deliveries/quotas.ts";
import type { TestLimit } from "./deliveries/test-limit.ts";
import type { NotificationEvents } from "./events.ts";
import type { SmsAnswerLimit } from "./channels/sms/answer-limit.ts";
import type { ReplyLimits } from "./channels/email/replies/reply-limits.ts";

/** What every verb may use. Made once in service.ts; tests replace parts of it. */
export interface NotificationContext {
  config: NotificationConfig;
  clock: Clock;
  ids: Ids;
  /** 0 to 1, for jitter. */
  random: () => number;
  logger: Logger;
  tracing: Tracing;
  events: NotificationEvents;
  database: Database;
  isOn: IsOn;
  tasks: TaskQueue;
  presence: ServiceClient;
  /** chat-service, the only writer of conversations. */
  chat: ServiceClient;
  quotas: Quotas;
  /** Whether what was decided would be decided again. */
  stillConcerns: (tx: TenantTx, delivery: DeliveryRow) => Promise<boolean>;
  testLimit: TestLimit;
  replyLimits: ReplyLimits;
  smsAnswerLimit: SmsAnswerLimit;
  authenticator: Authenticator;
  mailer: Mailer;
  /** The channels that this installation has. */
  channels: Partial<Record<DeliveryChannel, Channel>>;
}
