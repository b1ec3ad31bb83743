import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { useDeskSession } from "../lib/session/session-context.ts";
import { useReadable } from "../lib/browser/use-readable.ts";
import { useBrowserOnline } from "../lib/browser/use-browser-online.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

/** A shorter reconnect is not shown. */
const QUIET_MS = 3_000;

export function ConnectionBanner() {
  const t = useTexts(appTexts);
  const { chat } = useDeskSession();
  const hasNetwork = useBrowserOnline();
  const isOffline = useReadable(chat.connection).status !== "online" || !hasNetwork;
  return (
    <output
      aria-label={t.connection}
      className="pointer-events-none absolute inset-x-0 top-[60px] z-40 flex justify-center px-4"
    >
      {isOffline && <OfflineNotice isSure={!hasNetwork} />}
    </output>
  );
}

/** `isSure`: the browser has no network, so that no reconnect is under way. */
function OfflineNotice({ isSure }: { isSure: boolean }) {
  const t = useTexts(appTexts);
  const { chat } = useDeskSession();
  const state = useReadable(chat.connection);
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong && !isSure) return null;
  return (
    <span className="pointer-events-auto flex min-h-9 animate-appear items-center gap-2 rounded-card bg-amber-soft px-3 py-1 text-sm text-amber-ink shadow-float">
      <CloudOff aria-hidden="true" size={15} className="shrink-0" />
      {state.status === "stopped" ? (
        <>
          <span>{t.cannotConnect}</span>
          <Button look="quiet" className="h-7 text-amber-ink underline" onClick={() => window.location.reload()}>
            {t.reload}
          </Button>
        </>
      ) : (
        <>
          <span>{t.offline}</span>
          <Button look="quiet" className="h-7 text-amber-ink" onClick={() => chat.nudge()}>
            <RefreshCw aria-hidden="true" size={13} />
            {t.tryNow}
          </Button>
        </>
      )}
    </span>
  );
}
