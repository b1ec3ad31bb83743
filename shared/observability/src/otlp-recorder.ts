import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { rootSpanIdOf, type TraceParent } from "./trace-ids.ts";

/** Where a span stands in its trace: at its beginning, below that, below a given one, or beside all others. */
type Place = "root" | "child" | "alone" | TraceParent;

export interface SpanSpec {
  name: string;
  kind: "server" | "client" | "consumer" | "internal";
  place: Place;
  attributes?: Record<string, string | number | boolean>;
}

/** A span that is under way. */
export interface StartedSpan {
  traceparent: string;
  /** What is known only at its end. */
  describe(name: string, attributes: Record<string, string | number | boolean>): void;
  end(error?: unknown): void;
}

/** What records spans and sends them. */
export interface Recorder {
  start(traceId: string, spec: SpanSpec): StartedSpan;
  shutdown(): Promise<void>;
}

const EXPORT_EVERY_MS = 5_000;
const EXPORT_TIMEOUT_MS = 5_000;
/** More waits for nobody: a collector that is away costs memory for so many spans, and no more. */
const MAX_WAITING = 2_048;

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

export function createRecorder(service: string, endpoint: string): Recorder {
  const ids = new GivenIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    // Who asks for a span has decided that its trace is recorded (isSampled).
    sampler: new AlwaysOnSampler(),
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          // The variable names a base, which may have a path of its own (OpenTelemetry's specification).
          url: `${endpoint.replace(/\/+$/, "")}/v1/traces`,
          timeoutMillis: EXPORT_TIMEOUT_MS,
        }),
        scheduledDelayMillis: EXPORT_EVERY_MS,
        maxQueueSize: MAX_WAITING,
      }),
    ],
  });
  const tracer = provider.getTracer("chorus");
  return {
    start(traceId, { name, kind, place, attributes = {} }) {
      ids.give(traceId, place === "root" ? rootSpanIdOf(traceId) : undefined);
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, parentContext(traceId, place));
      return {
        traceparent: `00-${traceId}-${span.spanContext().spanId}-01`,
        describe(known, more) {
          span.updateName(known);
          span.setAttributes(more);
        },
        end(error) {
          if (error !== undefined) {
            // Its message may quote what people wrote.
            span.setAttribute("error.type", error instanceof Error ? error.name : "unknown");
            span.setStatus({ code: SpanStatusCode.ERROR });
          }
          span.end();
        },
      };
    },
    shutdown: () => provider.shutdown(),
  };
}

function parentContext(traceId: string, place: Place) {
  if (place === "root" || place === "alone") return ROOT_CONTEXT;
  const spanId = place === "child" ? rootSpanIdOf(traceId) : place.spanId;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}

/** A span is started with the ids that were given just before. */
class GivenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #traceId: string | undefined;
  #spanId: string | undefined;

  give(traceId: string, spanId: string | undefined): void {
    this.#traceId = traceId;
    this.#spanId = spanId;
  }

  generateTraceId(): string {
    return this.#traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#spanId ?? this.#random.generateSpanId();
  }
}
