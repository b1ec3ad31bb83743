import { AsyncLocalStorage } from "node:async_hooks";
import type { Recorder, SpanSpec, StartedSpan } from "./otlp-recorder.ts";
import { isSampled, traceIdOf } from "./trace-ids.ts";

export interface TracingConfig {
  /** Of a collector that takes OTLP over HTTP: `http://127.0.0.1:4318`; empty: nothing is recorded. */
  endpoint: string;
  /** The share of traces that are recorded, 0 to 1. */
  ratio: number;
  /** Shared by all services and known to nobody else: by it they agree on which traces are recorded. */
  key: string;
}

export interface Tracing {
  /** The trace of a message, request or task, by its UUID; undefined when it is not recorded. */
  traceOf(uuid: string): string | undefined;
  /** Runs `work` in a span; without a trace it just runs it. */
  inSpan<Result>(
    traceId: string | undefined,
    spec: SpanSpec,
    work: (span: StartedSpan | undefined) => Promise<Result>,
  ): Promise<Result>;
  /** One span in each of several traces, for work on all of them at once. @returns ends them */
  begin(traceIds: readonly string[], spec: SpanSpec): (error?: unknown) => void;
  /** Sends what is left. */
  shutdown(): Promise<void>;
}

const current = new AsyncLocalStorage<string>();

/** The `traceparent` for a call to another service; undefined when what runs is not recorded. */
export function currentTraceparent(): string | undefined {
  return current.getStore();
}

const NOTHING_TO_END = () => undefined;

/** Records nothing, and costs nothing. */
export const noTracing: Tracing = {
  traceOf: () => undefined,
  inSpan: (_traceId, _spec, work) => work(undefined),
  begin: () => NOTHING_TO_END,
  shutdown: () => Promise.resolve(),
};

/** Off by default: the SDK is loaded only where a collector is named. Until it is loaded nothing is recorded. */
export function createTracing(service: string, { endpoint, ratio, key }: TracingConfig): Tracing {
  if (endpoint === "") return noTracing;
  let recorder: Recorder | undefined;
  const loading = import("./otlp-recorder.ts").then(({ createRecorder }) => {
    recorder = createRecorder(service, endpoint);
  });
  return {
    traceOf: (uuid) => (recorder && isSampled(uuid, ratio, key) ? traceIdOf(uuid) : undefined),
    async inSpan(traceId, spec, work) {
      if (traceId === undefined || !recorder) return work(undefined);
      const span = recorder.start(traceId, spec);
      try {
        const result = await current.run(span.traceparent, () => work(span));
        span.end();
        return result;
      } catch (error) {
        span.end(error);
        throw error;
      }
    },
    begin(traceIds, spec) {
      const started = recorder;
      if (!started || traceIds.length === 0) return NOTHING_TO_END;
      const spans = traceIds.map((traceId) => started.start(traceId, spec));
      return (error) => {
        for (const span of spans) span.end(error);
      };
    },
    async shutdown() {
      await loading;
      await recorder?.shutdown();
    },
  };
}
