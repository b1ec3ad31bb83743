import { Outlet } from "@tanstack/react-router";
import { useAlerts } from "../features/alerts/use-alerts.ts";
import { CommandCenter } from "../features/commands/components/command-center.tsx";
import { usePlaceCommands } from "../features/commands/use-place-commands.ts";
import { useLiveCounts } from "../features/inbox/api/use-counts.ts";
import { useLiveLists } from "../features/inbox/api/use-live-lists.ts";
import { useUnreadTitle } from "../features/inbox/api/use-unread-title.ts";
import { PHONE, useMediaQuery } from "../lib/browser/use-media-query.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";
import { ConnectionBanner } from "./connection-banner.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { QuotaBanner } from "./quota-banner.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TroubleBanner } from "./trouble-banner.tsx";

export function DeskLayout() {
  const t = useTexts(appTexts);
  const isPhone = useMediaQuery(PHONE);
  useLiveLists();
  useLiveCounts();
  useUnreadTitle();
  useAlerts();
  usePlaceCommands(t.places);
  return (
    <div className="relative flex h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-raised px-3 py-2 text-sm font-medium shadow-float focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t.skip}
      </a>
      <ConnectionBanner />
      <TroubleBanner />
      <QuotaBanner />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        {!isPhone && <Sidebar />}
        <div id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </div>
        {isPhone && <PhoneBar />}
      </div>
      <CommandCenter />
    </div>
  );
}
