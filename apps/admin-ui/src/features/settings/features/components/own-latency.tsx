import {
  ACK_PROMISE,
  FIRST_SLOW_BUCKET,
  LATENCY_BOUNDS_MS,
  LATENCY_WINDOWS,
  type LatencyFigures,
  type LatencyWindow,
} from "@chorus/contracts/latency";
import { useState } from "react";
import { Distribution } from "../../../../components/ui/distribution.tsx";
import { Loaded } from "../../../../components/ui/page.tsx";
import { SegmentedField } from "../../../../components/ui/segmented-field.tsx";
import { formatLatency } from "../../../../lib/language/format-latency.ts";
import { formatDuration, formatNumber, formatShare } from "../../../../lib/language/format-number.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useOwnLatency } from "../api/use-own-latency.ts";
import { featureTexts } from "../feature-texts.ts";

/** How quickly the company's messages were stored, in a line and drawn. */
export function OwnLatency() {
  const t = useTexts(featureTexts);
  const [window, setWindow] = useState<LatencyWindow>("day");
  const latency = useOwnLatency(window);
  return (
    <>
      <SegmentedField
        label={t.window}
        value={window}
        choices={LATENCY_WINDOWS.map((value) => ({ value, label: t.windows[value] }))}
        onChange={setWindow}
      />
      <Loaded query={latency}>{(figures) => <Figures figures={figures} />}</Loaded>
    </>
  );
}

function Figures({ figures }: { figures: LatencyFigures }) {
  const t = useTexts(featureTexts);
  const { messages, failed, p50Ms, p99Ms, slowShare, buckets } = figures;
  const marks = [...LATENCY_BOUNDS_MS.map(formatBound), t.longer];
  const notes = [
    slowShare !== null && slowShare > 0 && t.slow(formatShare(slowShare), formatDuration(ACK_PROMISE.withinMs)),
    failed > 0 && t.failed(failed),
  ].filter((note) => note !== false);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-sm">
        {p50Ms === null || p99Ms === null ? (
          <span className="text-ink-3">{t.nothingSent}</span>
        ) : messages === 1 ? (
          t.tookOne(formatLatency(p99Ms))
        ) : (
          t.took(formatNumber(messages), formatLatency(p50Ms), formatLatency(p99Ms))
        )}
        {notes.length > 0 && <span className="block text-xs text-ink-2">{notes.join(" ")}</span>}
      </figcaption>
      {messages > 0 && <Distribution label={t.byTime} counts={buckets} warnFrom={FIRST_SLOW_BUCKET} marks={marks} />}
    </figure>
  );
}

/** With its unit where the unit begins: there is no room for more. */
function formatBound(ms: number, index: number): string {
  return index > 0 && ms < 1_000 ? formatNumber(ms) : formatDuration(ms);
}
