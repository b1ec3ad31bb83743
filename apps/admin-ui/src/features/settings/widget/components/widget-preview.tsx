import { Colour, type WidgetLanguage } from "@chorus/contracts/entities/tenant";
import { CHAT_ICON } from "@chorus/design/launcher-icon";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { Skeleton } from "../../../../components/ui/skeleton.tsx";
import { classNames } from "../../../../lib/browser/class-names.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { SegmentedField } from "../../../../components/ui/segmented-field.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { frameMessage, previewAddress } from "../preview-frame.ts";
import type { WidgetDraft } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

interface PreviewProps {
  draft: WidgetDraft;
  /** Of the visitor who is played. */
  language: WidgetLanguage;
  tenantName: string;
  widgetKey: string;
}

const PATIENCE_MS = 8_000;

/** The real widget in its own origin, with the form's values. Nothing in it is stored. */
export function WidgetPreview({ draft, language, tenantName, widgetKey }: PreviewProps) {
  const t = useTexts(widgetTexts);
  const { widgetUrl } = useDeskSession();
  const frame = useRef<HTMLIFrameElement>(null);
  /** `ready`: it listens. `shown`: it has drawn the form's values; before that it would be a white flash. */
  const [phase, setPhase] = useState<"loading" | "ready" | "shown" | "failed">("loading");
  const [isSomebodyHere, setSomebodyHere] = useState(true);
  // While a colour is being typed, the last valid one is used.
  const [colour, setColour] = useState(draft.accentColour);
  if (colour !== draft.accentColour && Colour.safeParse(draft.accentColour).success) setColour(draft.accentColour);
  const { origin } = new URL(widgetUrl);
  const [address] = useState(() => previewAddress(widgetUrl, widgetKey));

  useEffect(() => {
    const timer = setTimeout(() => setPhase((now) => (now === "loading" ? "failed" : now)), PATIENCE_MS);
    const listen = (event: MessageEvent<unknown>) => {
      const isFrame = event.source !== null && event.source === frame.current?.contentWindow;
      const type = isFrame && event.origin === origin ? frameMessage(event.data) : null;
      if (type === "ready") setPhase("ready");
      if (type === "look") setPhase("shown");
    };
    window.addEventListener("message", listen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("message", listen);
    };
  }, [origin]);
  // At each change of the form; the frame updates what differs.
  useEffect(() => {
    if (phase !== "ready" && phase !== "shown") return;
    const settings = { tenantName, ...draft, accentColour: colour };
    const message = { chorus: 1, type: "preview", settings, isSomebodyHere, language };
    frame.current?.contentWindow?.postMessage(message, origin);
  });

  return (
    <section aria-label={t.preview} className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-5">
      <SegmentedField
        label={t.previewWho}
        value={isSomebodyHere ? "here" : "away"}
        onChange={(value) => setSomebodyHere(value === "here")}
        choices={[
          { value: "here", label: t.previewHere },
          { value: "away", label: t.previewAway },
        ]}
      />
      <div
        className="flex flex-col gap-3 rounded-card border border-line bg-sunken p-3"
        style={{ "--shown": colour } as CSSProperties}
      >
        {phase === "failed" && <output className="text-sm text-ink-3">{t.previewFailed}</output>}
        <div className="relative h-[min(34rem,calc(100dvh-17rem))] min-h-96 overflow-hidden rounded-bubble bg-surface shadow-float">
          {phase !== "shown" && phase !== "failed" && <Drawing label={t.previewLoading} />}
          <iframe
            ref={frame}
            title={t.previewFrame}
            src={address}
            // It has another origin than the desk, so it can neither remove the sandbox nor access the desk.
            // oxlint-disable-next-line react/iframe-missing-sandbox
            sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
            className={classNames("absolute inset-0 size-full", phase !== "shown" && "invisible")}
          />
        </div>
        <span
          aria-hidden="true"
          data-side={draft.position}
          className="grid size-14 place-items-center rounded-full bg-(--shown) text-[oklch(from_var(--shown)_calc((0.68-l)*1000)_0_0)] shadow-float data-[side=right]:self-end"
        >
          <svg viewBox="0 0 20 20" width={24} height={24} fill="none" stroke="currentColor" strokeWidth={1.5}>
            <path d={CHAT_ICON} strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </span>
      </div>
    </section>
  );
}

/** The shape of a home that is being drawn. */
function Drawing({ label }: { label: string }) {
  return (
    <output aria-label={label} className="absolute inset-0 flex flex-col gap-3 p-5">
      <Skeleton className="h-4 w-28" />
      <Skeleton className="h-6 w-52" />
      <Skeleton className="h-4 w-36" />
      <Skeleton className="mt-6 h-28 w-full" />
    </output>
  );
}
