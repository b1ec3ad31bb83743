import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { useDeskSession } from "../lib/session-context.ts";
import { useReadable } from "../lib/use-readable.ts";

/** A reconnect that takes no longer is nobody's business. */
const QUIET_MS = 3_000;

export function ConnectionBanner() {
  const { chat } = useDeskSession();
  const isOffline = useReadable(chat.connection).status !== "online";
  return (
    <output aria-label="Connection" className="block">
      {isOffline && <OfflineNotice />}
    </output>
  );
}

function OfflineNotice() {
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
          <span>This page can no longer connect.</span>
          <Button look="quiet" className="h-7 text-warn-ink underline" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </>
      ) : (
        <>
          <span>You are offline. What you send will go out when the connection is back.</span>
          <Button look="quiet" className="h-7 text-warn-ink" onClick={() => chat.nudge()}>
            <RefreshCw aria-hidden="true" size={13} />
            Try now
          </Button>
        </>
      )}
    </span>
  );
}
