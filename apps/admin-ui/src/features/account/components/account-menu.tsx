import type { ChosenStatus } from "@chorus/contracts/entities/people";
import { reachOf } from "@chorus/contracts/permissions";
import { LogOut } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../../components/ui/menu.tsx";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession, useSessionManager } from "../../../lib/session/session-context.ts";
import { chooseTheme, THEMES, themeChoice } from "../../../lib/browser/theme.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { accountMenuTexts } from "../account-menu-texts.ts";
import { useColleaguesPresence } from "../api/use-colleagues-presence.ts";
import { useOwnStatus } from "../api/use-own-status.ts";

const STATUSES: readonly { value: ChosenStatus; dot: string }[] = [
  { value: "online", dot: "bg-online" },
  { value: "away", dot: "bg-away" },
  { value: "busy", dot: "bg-busy" },
];

/** One's own avatar with status, and what belongs to oneself. */
export function AccountMenu() {
  const t = useTexts(accountMenuTexts);
  const { user } = useDeskSession();
  const sessionManager = useSessionManager();
  const theme = useReadable(themeChoice);
  const { status, choose } = useOwnStatus();
  useColleaguesPresence();
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button type="button" className="inline-flex rounded-full">
          <span className="sr-only">{t.account}, </span>
          <Avatar name={user.name} id={user.id} presence={status ?? undefined} />
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="max-w-60 truncate text-sm font-semibold">{user.name}</p>
        <p className="max-w-60 truncate text-xs text-ink-mute">{user.email}</p>
      </div>
      <MenuSeparator />
      {reachOf(user.role, "presence.choose") !== null && (
        <>
          <MenuChoice
            label={t.status}
            value={status}
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
        <LogOut aria-hidden="true" size={15} className="text-ink-mute" />
        {t.signOut}
      </MenuItem>
    </Menu>
  );
}
