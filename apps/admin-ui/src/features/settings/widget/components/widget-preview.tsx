import { Colour } from "@chorus/contracts/entities/tenant";
import { MessageCircle } from "lucide-react";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { SelectField } from "../../../../components/ui/select-field.tsx";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import type { WidgetDraft } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

interface PreviewProps {
  draft: WidgetDraft;
  tenantName: string;
  widgetKey: string;
}

const PATIENCE_MS = 8_000;

/** The real widget in its own origin, with the form's values. Nothing in it is stored. */
export function WidgetPreview({ draft, tenantName, widgetKey }: PreviewProps) {
  const t = useTexts(widgetTexts);
  const { widgetUrl } = useDeskSession();
  const frame = useRef<HTMLIFrameElement>(null);
  const [phase, setPhase] = useState<"loading" | "ready" | "failed">("loading");
  const [isSomebodyHere, setSomebodyHere] = useState(true);
  // While a colour is being typed, the last valid one is used.
  const [colour, setColour] = useState(draft.accentColour);
  if (colour !== draft.accentColour && Colour.safeParse(draft.accentColour).success) setColour(draft.accentColour);
  const { origin } = new URL(widgetUrl);
  const address = new URL("/frame", widgetUrl);
  address.searchParams.set("key", widgetKey);
  address.searchParams.set("parent", window.location.origin);

  useEffect(() => {
    const timer = setTimeout(() => setPhase((now) => (now === "loading" ? "failed" : now)), PATIENCE_MS);
    const listen = (event: MessageEvent<unknown>) => {
      const isFrame = event.source !== null && event.source === frame.current?.contentWindow;
      if (isFrame && event.origin === origin && isReady(event.data)) setPhase("ready");
    };
    window.addEventListener("message", listen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("message", listen);
    };
  }, [origin]);
  // At each change of the form; the frame updates what differs.
  useEffect(() => {
    if (phase !== "ready") return;
    const settings = { tenantName, ...draft, accentColour: colour };
    frame.current?.contentWindow?.postMessage({ chorus: 1, type: "preview", settings, isSomebodyHere }, origin);
  });

  return (
    <section aria-label={t.preview} className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-5">
      <SelectField
        label={t.previewWho}
        value={isSomebodyHere ? "here" : "away"}
        onChange={(event) => setSomebodyHere(event.target.value === "here")}
        choices={[
          { value: "here", label: t.previewHere },
          { value: "away", label: t.previewAway },
        ]}
      />
      <div
        className="flex flex-col gap-3 rounded-card border border-line bg-canvas p-3"
        style={{ "--shown": colour } as CSSProperties}
      >
        {phase === "failed" && <output className="text-sm text-ink-mute">{t.previewFailed}</output>}
        <iframe
          ref={frame}
          title={t.previewFrame}
          src={address.href}
          // It has another origin than the desk, so it can neither remove the sandbox nor access the desk.
          // oxlint-disable-next-line react/iframe-missing-sandbox
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
          className="h-[min(30rem,calc(100dvh-17rem))] min-h-80 w-full rounded-card border border-line bg-surface shadow-float"
        />
        <span
          aria-hidden="true"
          data-side={draft.position}
          className="grid size-12 place-items-center rounded-full bg-(--shown) text-[oklch(from_var(--shown)_calc((0.68-l)*1000)_0_0)] data-[side=right]:self-end"
        >
          <MessageCircle size={22} />
        </span>
      </div>
    </section>
  );
}

function isReady(data: unknown): boolean {
  return (
    typeof data === "object" &&
    data !== null &&
    "chorus" in data &&
    data.chorus === 1 &&
    "type" in data &&
    data.type === "ready"
  );
}
