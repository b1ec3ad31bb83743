import { Eye } from "lucide-react";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useColleagues } from "../api/use-colleagues.ts";
import { conversationTexts } from "../conversation-texts.ts";

/** Which colleagues view the same conversation, in words. */
export function ViewersLine({ userIds, isNote = false }: { userIds: readonly string[]; isNote?: boolean }) {
  const t = useTexts(conversationTexts);
  const colleagues = useColleagues();
  const names = userIds.map((id) => colleagues.data?.find((person) => person.id === id)?.name ?? t.somebody);
  return (
    <output
      className={classNames(
        "ml-auto flex min-w-0 items-center gap-1.5 pr-1.5 text-xs font-medium",
        isNote ? "text-note-ink" : "text-amber-ink",
      )}
    >
      {names.length > 0 && (
        <>
          <Eye aria-hidden="true" size={13} className="shrink-0" />
          <bdi className="truncate">{t.viewing(names)}</bdi>
        </>
      )}
    </output>
  );
}
