import { Link, useLocation, useParams } from "@tanstack/react-router";
import { Activity, Inbox, Search, Settings, ShoppingBag, UsersRound } from "lucide-react";
import { AccountMenu } from "../features/account/components/account-menu.tsx";
import { Bell } from "../features/notifications/components/bell.tsx";
import { classNames } from "../lib/browser/class-names.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

const PLACES = [
  { name: "inbox", to: "/inbox", icon: Inbox },
  { name: "search", to: "/search", icon: Search },
  { name: "live", to: "/live", icon: Activity },
  { name: "orders", to: "/orders", icon: ShoppingBag },
  { name: "team", to: "/team", icon: UsersRound },
  { name: "settings", to: "/settings", icon: Settings },
] as const;

/** The places of the desk below the list, on a phone; not while a conversation is read. */
export function PhoneBar() {
  const t = useTexts(appTexts).places;
  const { pathname } = useLocation();
  const isReading = useParams({ strict: false }).conversationId !== undefined;
  if (isReading) return null;
  return (
    <nav aria-label="Chorus" className="flex h-14 shrink-0 items-center border-t border-line bg-canvas px-2">
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
              "inline-flex h-11 max-w-11 flex-1 items-center justify-center rounded-card",
              isCurrent ? "bg-accent-soft text-accent-ink" : "text-ink-3 hover:bg-hover hover:text-ink",
            )}
          >
            <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
          </Link>
        );
      })}
      <span className="ml-auto flex items-center gap-1">
        <Bell />
        <AccountMenu hasName={false} />
      </span>
    </nav>
  );
}
