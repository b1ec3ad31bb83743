import { Link, useLocation, useParams } from "@tanstack/react-router";
import { Activity, Inbox, type LucideIcon, Search, Settings, UsersRound } from "lucide-react";
import { Logo } from "../components/ui/logo.tsx";
import { AccountMenu } from "../features/account/components/account-menu.tsx";
import { Bell } from "../features/notifications/components/bell.tsx";
import { classNames } from "../lib/browser/class-names.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

interface Place {
  name: "inbox" | "search" | "live" | "team" | "settings";
  to: string;
  icon: LucideIcon;
}

const PLACES: readonly Place[] = [
  { name: "inbox", to: "/inbox", icon: Inbox },
  { name: "search", to: "/search", icon: Search },
  { name: "live", to: "/live", icon: Activity },
  { name: "team", to: "/team", icon: UsersRound },
  { name: "settings", to: "/settings", icon: Settings },
];

/** The leftmost column; on a phone a bar below the list. */
export function Rail() {
  const t = useTexts(appTexts).places;
  const { pathname } = useLocation();
  const isReading = useParams({ strict: false }).conversationId !== undefined;
  return (
    <nav
      aria-label="Chorus"
      className={classNames(
        "flex shrink-0 items-center gap-2 border-line bg-canvas",
        "md:w-14 md:flex-col md:border-r md:py-3",
        "max-md:h-14 max-md:border-t max-md:px-4",
        isReading && "max-md:hidden",
      )}
    >
      <span className="mb-2 max-md:hidden">
        <Logo size={30} />
      </span>
      {PLACES.map(({ name, to, icon: Icon }) => {
        const isCurrent = pathname.startsWith(to);
        return (
          <Link
            key={name}
            to={to}
            aria-label={t[name]}
            aria-current={isCurrent ? "page" : undefined}
            title={t[name]}
            className={classNames(
              "inline-flex size-10 items-center justify-center rounded-card transition-colors duration-150",
              isCurrent ? "bg-accent-soft text-accent-text" : "text-ink-mute hover:bg-hover hover:text-ink",
            )}
          >
            <Icon aria-hidden="true" size={20} strokeWidth={1.9} />
          </Link>
        );
      })}
      <span className="flex items-center gap-2 md:mt-auto md:flex-col max-md:ml-auto">
        <Bell />
        <AccountMenu />
      </span>
    </nav>
  );
}
