import type { PresenceStatus, User } from "@chorus/contracts/entities/people";
import { SlidersHorizontal } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { peopleTexts } from "../people-texts.ts";

interface PersonRowProps {
  person: User;
  /** Undefined for those who cannot sign in. */
  status: PresenceStatus | undefined;
  /** Null for those who only look. */
  onManage: (() => void) | null;
}

export function PersonRow({ person, status, onManage }: PersonRowProps) {
  const t = useTexts(peopleTexts);
  const words = useTexts(uiTexts).presence;
  const { user } = useDeskSession();
  return (
    <li className="flex items-center gap-3 px-5 py-3 text-sm">
      <Avatar name={person.name} id={person.id} presence={status} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span dir="auto" className="min-w-0 font-medium break-words">
            {person.name}
          </span>
          {person.id === user.id && (
            <span className="rounded-full bg-accent-soft px-2 py-0.5 text-xs text-accent-text">{t.you}</span>
          )}
          {person.disabled && (
            <span className="rounded-full bg-danger-soft px-2 py-0.5 text-xs text-danger">{t.disabled}</span>
          )}
        </p>
        <p className="truncate text-xs text-ink-mute">{person.email}</p>
      </div>
      {status && <span className="w-24 shrink-0 text-xs text-ink-mute capitalize max-sm:hidden">{words[status]}</span>}
      <span title={t.rolesExplained[person.role]} className="w-28 shrink-0 text-xs text-ink-soft max-sm:hidden">
        {t.roles[person.role]}
      </span>
      {onManage && (
        <Button aria-label={t.manage(person.name)} onClick={onManage} className="px-2">
          <SlidersHorizontal aria-hidden="true" size={15} />
        </Button>
      )}
    </li>
  );
}
