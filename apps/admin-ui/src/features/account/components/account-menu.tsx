import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { reachOf } from "@chorus/contracts/permissions";
import { LogOut } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../../components/ui/menu.tsx";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession, useSessionManager } from "../../../lib/session/session-context.ts";
import { chooseTheme, THEMES, themeChoice } from "../../../lib/browser/theme.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useCommands } from "../../../lib/desk/commands.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { useBrowserOnline } from "../../../lib/browser/use-browser-online.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { accountMenuTexts } from "../account-menu-texts.ts";
import { useColleaguesPresence } from "../api/use-colleagues-presence.ts";
import { useOwnStatus } from "../api/use-own-status.ts";

const STATUSES: readonly { value: ChosenStatus; dot: string }[] = [
  { value: "online", dot: "bg-green" },
  { value: "away", dot: "bg-amber" },
  { value: "busy", dot: "bg-red" },
];

/** One's own avatar with status, and what belongs to oneself. */
export function AccountMenu({ hasName }: { hasName: boolean }) {
  const t = useTexts(accountMenuTexts);
  const { user, chat } = useDeskSession();
  const sessionManager = useSessionManager();
  const theme = useReadable(themeChoice);
  const own = useOwnStatus();
  const { choose } = own;
  // Others see nobody who is not connected.
  const hasNetwork = useBrowserOnline();
  const isConnected = useReadable(chat.connection).status === "online" && hasNetwork;
  const status = isConnected ? own.status : null;
  useColleaguesPresence();
  const words = useTexts(commandTexts);
  const mayChoose = reachOf(user.role, "presence.choose") !== null;
  useCommands(
    mayChoose
      ? STATUSES.map(({ value }) => ({
          id: `status-${value}`,
          label: words.beStatus(t.statuses[value]),
          run: () => choose(value),
        }))
      : [],
  );
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          className="flex min-w-0 flex-1 items-center gap-2 rounded-control p-1 text-left hover:bg-hover"
        >
          <span className="sr-only">{t.account}, </span>
          <Avatar
            name={user.name}
            id={user.id}
            photo={user.avatar}
            size={hasName ? "small" : "medium"}
            presence={status ?? undefined}
          />
          {hasName && (
            <span className="min-w-0">
              <bdi className="block truncate text-sm leading-4 font-medium">{user.name}</bdi>
              <span className="block text-tiny font-[450] text-ink-3">
                {isConnected ? status && t.statuses[status] : t.offline}
              </span>
            </span>
          )}
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="max-w-60 truncate text-sm font-semibold">{user.name}</p>
        <p className="max-w-60 truncate text-xs text-ink-3">{user.email}</p>
      </div>
      <MenuSeparator />
      {mayChoose && (
        <>
          <MenuChoice
            label={t.status}
            value={own.status}
            onChoose={choose}
            choices={STATUSES.map(({ value, dot }) => ({
              value,
              content: (
                <>
                  <span aria-hidden="true" className={`size-2.5 rounded-full ${dot}`} />
                  {t.statuses[value]}
                </>
              ),
            }))}
          />
          <MenuSeparator />
        </>
      )}
      <MenuChoice
        label={t.appearance}
        value={theme}
        onChoose={chooseTheme}
        choices={THEMES.map((value) => ({ value, content: t.themes[value] }))}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => void sessionManager.signOut().catch(showProblem)}>
        <LogOut aria-hidden="true" size={15} className="text-ink-3" />
        {t.signOut}
      </MenuItem>
    </Menu>
  );
}
