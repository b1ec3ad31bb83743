import {
  Counter,
  Gauge,
  Histogram,
  type LabelValues,
  Registry,
  type RegistryContentType,
  collectDefaultMetrics,
} from "prom-client";
import { countEventLoopTime } from "./event-loop.ts";
import { createFixedHistogram, type FixedHistogram, type FixedHistogramOptions } from "./fixed-histogram.ts";

export { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds, from one millisecond to ten seconds. */
export const LATENCY_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds, up to an hour: what waits for people, providers or background work. */
export const WAIT_BUCKETS_SECONDS = [0.5, 1, 2.5, 5, 10, 30, 60, 90, 300, 900, 3_600];

/** Each sample wakes an idle process. */
const LOOP_SAMPLE_MS = 100;

export interface ExemplarHistogram<Label extends string> {
  observe(labels: Record<Label, string>, seconds: number, traceId?: string): void;
}

export interface MetricsOptions {
  withProcess?: boolean;
  /** Where traces are recorded: slow buckets name one. */
  withExemplars?: boolean;
}

/** One registry per service instance, so that several can live in one process (tests). */
export function createMetrics(service: string, options: MetricsOptions = {}) {
  // Exemplars exist in OpenMetrics alone; in the other format readers of plain text find what they know.
  const registry = new Registry();
  if (options.withExemplars) {
    (registry as Registry<RegistryContentType>).setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  }
  registry.setDefaultLabels({ service });
  if (options.withProcess) {
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_SAMPLE_MS });
    countEventLoopTime(registry);
  }
  return {
    registry,
    counter: <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
      new Counter({ name, help, labelNames, registers: [registry] }),
    gauge: <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
      new Gauge({ name, help, labelNames, registers: [registry] }),
    /** A gauge that is read at each scrape; `read` must be quick and must not throw. */
    measuredGauge: <Label extends string>(
      name: string,
      help: string,
      labelNames: readonly Label[],
      read: (set: (labels: Record<Label, string>, value: number) => void) => void,
    ) => {
      const gauge: Gauge<Label> = new Gauge({
        ...{ name, help, labelNames, registers: [registry] },
        collect: () => read((labels, value) => gauge.set(labels as Partial<Record<Label, string>>, value)),
      });
      return gauge;
    },
    /** A histogram whose buckets name the trace of a slow observation, where traces are recorded. */
    exemplarHistogram: <Label extends string>(
      name: string,
      help: string,
      labelNames: readonly Label[],
    ): ExemplarHistogram<Label> => {
      const common = { name, help, buckets: LATENCY_BUCKETS_SECONDS, registers: [registry] };
      if (!options.withExemplars) {
        const plain = new Histogram({ ...common, labelNames });
        return { observe: (labels, seconds) => plain.observe(labels as LabelValues<Label>, seconds) };
      }
      const histogram = new Histogram<Label | "trace_id">({ ...common, labelNames, enableExemplars: true });
      return {
        observe: (labels, value, traceId) =>
          histogram.observe({
            ...{ labels: labels as LabelValues<Label | "trace_id">, value },
            ...(traceId === undefined ? {} : { exemplarLabels: { trace_id: traceId } as never }),
          }),
      };
    },
    histogram: <Label extends string>(
      name: string,
      help: string,
      labelNames: readonly Label[] = [],
      buckets: readonly number[] = LATENCY_BUCKETS_SECONDS,
    ) => new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [registry] }),
    /** For hot paths: one label with known values, so that an observation is a few additions and hashes nothing. */
    fixedHistogram: <Value extends string>(
      options: Omit<FixedHistogramOptions<Value>, "buckets"> & { buckets?: readonly number[] },
    ): FixedHistogram<Value> => createFixedHistogram(registry, { buckets: LATENCY_BUCKETS_SECONDS, ...options }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
