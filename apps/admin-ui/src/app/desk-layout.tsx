import { Outlet } from "@tanstack/react-router";
import { useAlerts } from "../features/alerts/use-alerts.ts";
import { CommandCenter } from "../features/commands/components/command-center.tsx";
import { usePlaceCommands } from "../features/commands/use-place-commands.ts";
import { useLiveLists } from "../features/inbox/api/use-live-lists.ts";
import { useUnreadTitle } from "../features/inbox/api/use-unread-title.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Rail } from "./rail.tsx";

export function DeskLayout() {
  const t = useTexts(appTexts);
  useLiveLists();
  useUnreadTitle();
  useAlerts();
  usePlaceCommands(t.places);
  return (
    <div className="flex h-dvh flex-col">
      <ConnectionBanner />
      <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
        <Rail />
        <Outlet />
      </div>
      <CommandCenter />
    </div>
  );
}
