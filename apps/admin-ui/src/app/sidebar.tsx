import { useLocation } from "@tanstack/react-router";
import {
  Activity,
  Hash,
  Package,
  PanelLeftClose,
  PanelLeftOpen,
  Search,
  Settings,
  ShoppingBag,
  UsersRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../components/ui/icon-button.tsx";
import { Key } from "../components/ui/key.tsx";
import { Logo } from "../components/ui/logo.tsx";
import { uiTexts } from "../components/ui/ui-texts.ts";
import { AccountMenu } from "../features/account/components/account-menu.tsx";
import { useCounts } from "../features/inbox/api/use-counts.ts";
import { countIn, formatCount } from "../features/inbox/components/format-count.ts";
import { inboxTexts } from "../features/inbox/inbox-texts.ts";
import { Bell } from "../features/notifications/components/bell.tsx";
import { useTenant } from "../features/settings/api/use-tenant.ts";
import { classNames } from "../lib/browser/class-names.ts";
import { useMediaQuery } from "../lib/browser/use-media-query.ts";
import { useReadable } from "../lib/browser/use-readable.ts";
import { openPalette } from "../lib/desk/commands.ts";
import { FILTERS } from "../lib/desk/conversation-lists.ts";
import { collapseSidebar, sidebarIsCollapsed } from "../lib/desk/sidebar.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";
import { LIST_ICONS } from "./list-icons.ts";
import { SidebarLink } from "./sidebar-link.tsx";

/** Below this the words would take the conversation's room. */
const ROOM_FOR_WORDS = "(min-width: 1360px)";

const TOOLS = [
  { name: "live", to: "/live", icon: Activity },
  { name: "orders", to: "/orders", icon: ShoppingBag },
  { name: "products", to: "/products", icon: Package },
  { name: "team", to: "/team", icon: UsersRound },
  { name: "settings", to: "/settings", icon: Settings },
] as const;

/** Every place of the desk in words, with counts; its icons alone where it is narrow or the person prefers it. */
export function Sidebar() {
  const t = useTexts(appTexts);
  const hasRoom = useMediaQuery(ROOM_FOR_WORDS);
  const wasCollapsed = useReadable(sidebarIsCollapsed);
  const isCollapsed = wasCollapsed || !hasRoom;
  const { pathname } = useLocation();
  const tenant = useTenant().data;
  return (
    <nav
      aria-label="Chorus"
      className={classNames(
        "flex shrink-0 flex-col border-r border-line bg-canvas max-md:hidden",
        isCollapsed ? "w-14" : "w-(--sidebar)",
      )}
    >
      <div
        className={classNames(
          "flex shrink-0 items-center gap-2",
          isCollapsed ? "flex-col pt-4 pb-2" : "h-14 pr-2 pl-4",
        )}
      >
        <Logo size={24} />
        {!isCollapsed && (
          <bdi className="min-w-0 flex-1 truncate text-sm font-semibold">{tenant?.name ?? "Chorus"}</bdi>
        )}
        <Bell />
      </div>
      <SearchButton isCollapsed={isCollapsed} />
      <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-2">
        <Lists isCollapsed={isCollapsed} pathname={pathname} />
      </div>
      <ul aria-label={t.tools} className="shrink-0 px-3 pt-2">
        {TOOLS.map(({ name, to, icon }) => (
          <SidebarLink
            key={name}
            to={to}
            icon={icon}
            label={t.places[name]}
            isCurrent={pathname.startsWith(to)}
            isCollapsed={isCollapsed}
          />
        ))}
      </ul>
      <div
        className={classNames(
          "mt-2 flex shrink-0 items-center gap-1 border-t border-line py-2",
          isCollapsed ? "flex-col" : "pr-2 pl-3",
        )}
      >
        <AccountMenu hasName={!isCollapsed} />
        {hasRoom && (
          <IconButton
            label={isCollapsed ? t.showWords : t.hideWords}
            onClick={() => collapseSidebar(!wasCollapsed)}
            className="text-ink-3"
          >
            {isCollapsed ? (
              <PanelLeftOpen aria-hidden="true" size={16} />
            ) : (
              <PanelLeftClose aria-hidden="true" size={16} />
            )}
          </IconButton>
        )}
      </div>
    </nav>
  );
}

function SearchButton({ isCollapsed }: { isCollapsed: boolean }) {
  const t = useTexts(appTexts);
  const ui = useTexts(uiTexts);
  return (
    <button
      type="button"
      onClick={openPalette}
      title={isCollapsed ? t.places.search : undefined}
      className={classNames(
        "mx-3 mb-3 flex h-8 shrink-0 items-center gap-2 rounded-control text-sm text-ink-3",
        isCollapsed
          ? "justify-center hover:bg-hover"
          : "bg-surface pr-1.5 pl-2 inset-ring inset-ring-line-strong hover:bg-hover",
      )}
    >
      <Search aria-hidden="true" size={isCollapsed ? 18 : 15} strokeWidth={1.75} className="shrink-0" />
      <span className={isCollapsed ? "sr-only" : "flex-1 text-left"}>{t.places.search}</span>
      {!isCollapsed && <Key>{ui.keys.palette}</Key>}
    </button>
  );
}

function Lists({ isCollapsed, pathname }: { isCollapsed: boolean; pathname: string }) {
  const t = useTexts(appTexts);
  const { names } = useTexts(inboxTexts);
  const counts = useCounts();
  const isIn = (filter: string) => pathname.split("/")[2] === filter && pathname.startsWith("/inbox/");
  return (
    <>
      <ul aria-label={t.conversations}>
        {FILTERS.map((filter) => {
          const count = countIn(counts, filter);
          return (
            <SidebarLink
              key={filter}
              to="/inbox/$filter"
              params={{ filter }}
              icon={LIST_ICONS[filter]}
              label={names[filter]}
              count={formatCount(count)}
              isUrgent={filter === "queue" && (count ?? 0) > 0}
              isCurrent={isIn(filter)}
              isCollapsed={isCollapsed}
            />
          );
        })}
      </ul>
      {counts && counts.teams.length > 0 && (
        <Section title={t.teams} isCollapsed={isCollapsed}>
          {counts.teams.map(({ id, name, open }) => (
            <SidebarLink
              key={id}
              to="/inbox/$filter"
              params={{ filter: `team-${id}` }}
              icon={Hash}
              label={name}
              count={formatCount(open)}
              isCurrent={isIn(`team-${id}`)}
              isCollapsed={isCollapsed}
            />
          ))}
        </Section>
      )}
    </>
  );
}

function Section({ title, isCollapsed, children }: { title: string; isCollapsed: boolean; children: ReactNode }) {
  return (
    <>
      <h2 className={isCollapsed ? "sr-only" : "mt-4 mb-1 flex h-6 items-center px-2 text-tiny font-medium text-ink-3"}>
        {title}
      </h2>
      <ul aria-label={title} className={isCollapsed ? "mt-3 border-t border-line pt-3" : undefined}>
        {children}
      </ul>
    </>
  );
}
