import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { useDeskSession } from "../lib/session/session-context.ts";
import { useReadable } from "../lib/browser/use-readable.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

/** A shorter reconnect is not shown. */
const QUIET_MS = 3_000;

export function ConnectionBanner() {
  const t = useTexts(appTexts);
  const { chat } = useDeskSession();
  const isOffline = useReadable(chat.connection).status !== "online";
  return (
    <output aria-label={t.connection} className="block">
      {isOffline && <OfflineNotice />}
    </output>
  );
}

function OfflineNotice() {
  const t = useTexts(appTexts);
  const { chat } = useDeskSession();
  const state = useReadable(chat.connection);
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <span className="flex min-h-9 items-center justify-center gap-2 bg-warn-soft px-4 py-1 text-sm text-warn-ink">
      <CloudOff aria-hidden="true" size={15} className="shrink-0" />
      {state.status === "stopped" ? (
        <>
          <span>{t.cannotConnect}</span>
          <Button look="quiet" className="h-7 text-warn-ink underline" onClick={() => window.location.reload()}>
            {t.reload}
          </Button>
        </>
      ) : (
        <>
          <span>{t.offline}</span>
          <Button look="quiet" className="h-7 text-warn-ink" onClick={() => chat.nudge()}>
            <RefreshCw aria-hidden="true" size={13} />
            {t.tryNow}
          </Button>
        </>
      )}
    </span>
  );
}
