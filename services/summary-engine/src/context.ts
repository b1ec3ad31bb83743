import type { Draft } from "./drafts/draft.ts";
import type { TranscriptLine } from "./drafts/transcript.ts";
import type { Authenticator } from "@chorus/auth/authenticator";
import type { Database } from "@chorus/database/database";
import type { IsOn } from "@chorus/flags/open-flags";
import type { ServiceClient } from "@chorus/http/service-client";
import type { Clock } from "@chorus/kernel/clock";
import type { Ids } from "@chorus/kernel/ids";
import type { Logger } from "@chorus/observability/logger";
import type { TaskQueue } from "@chorus/tasks/task-queue";
import type { SummaryConfig } from "./config.ts";
import type { SummaryEvents } from "./events.ts";
import type { Embedder } from "@chorus/meaning/embedder";
import type { SummaryStreams } from "./stream/summary-streams.ts";
import type { VectorStore } from "@chorus/meaning/vector-store";
import type { RemoteProvider } from "@chorus/models/provider";

/** What every verb may use. Made once in service.ts; tests replace parts of it. */
export interface SummaryContext {
  config: SummaryConfig;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  events: SummaryEvents;
  database: Database;
  isOn: IsOn;
  tasks: TaskQueue;
  chat: ServiceClient;
  authenticator: Authenticator;
  streams: SummaryStreams;
  /** Null where semantic search is switched off. */
  vectors: VectorStore | null;
  embedder: Embedder;
  /** The built-in summariser: always available; tenants share it fairly. */
  summariseLocally: (tenantId: string, transcript: readonly TranscriptLine[], signal: AbortSignal) => Promise<Draft>;
  /** The remote providers of this installation, by name. */
  remote: readonly RemoteProvider[];
}
