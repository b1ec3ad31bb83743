import type { Summary } from "@chorus/contracts/entities/summary";
import { reachOf } from "@chorus/contracts/permissions";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { summaryTexts } from "../summary-texts.ts";
import { Statements, type TimeOf } from "./statements.tsx";
import { SummaryEditor } from "./summary-editor.tsx";
import { SummaryVerdict } from "./summary-verdict.tsx";

/** One summary: its sections, its author, and its actions. */
export function SummaryBody({ summary, timeOf }: { summary: Summary; timeOf: TimeOf }) {
  const t = useTexts(summaryTexts);
  const { user } = useDeskSession();
  const [isEditing, setIsEditing] = useState(false);
  const canChange = reachOf(user.role, "conversation.organise") !== null;
  if (isEditing) return <SummaryEditor summary={summary} onClose={() => setIsEditing(false)} />;
  return (
    <>
      {summary.sections.length === 0 && <p className="py-2 text-xs text-ink-3">{t.nothingOfKind}</p>}
      <Statements sections={summary.sections} timeOf={timeOf} />
      <footer className="flex items-center gap-0.5 text-tiny text-ink-3">
        <p className="min-w-0 flex-1">
          {summary.editedBy === null ? t.by(summary.provider) : t.edited} · <TimeAgo timestamp={summary.createdAt} />
        </p>
        {canChange && summary.sections.length > 0 && (
          <IconButton label={t.edit} className="size-7" onClick={() => setIsEditing(true)}>
            <Pencil aria-hidden="true" size={13} />
          </IconButton>
        )}
        {canChange && <SummaryVerdict summary={summary} />}
      </footer>
    </>
  );
}
