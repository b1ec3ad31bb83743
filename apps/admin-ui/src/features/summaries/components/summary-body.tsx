import type { Summary, SummaryStatement } from "@chorus/contracts/entities/summary";
import { reachOf } from "@chorus/contracts/permissions";
import { useNavigate } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { useDeskSession } from "../../../lib/session-context.ts";
import { useTexts } from "../../../lib/texts.ts";
import { summaryTexts } from "../summary-texts.ts";
import { SummaryEditor } from "./summary-editor.tsx";
import { SummaryVerdict } from "./summary-verdict.tsx";

/** One summary: its sections, who wrote it, and what can be done with it. */
export function SummaryBody({ summary }: { summary: Summary }) {
  const t = useTexts(summaryTexts);
  const { user } = useDeskSession();
  const [isEditing, setIsEditing] = useState(false);
  const canChange = reachOf(user.role, "conversation.organise") !== null;
  if (isEditing) return <SummaryEditor summary={summary} onClose={() => setIsEditing(false)} />;
  return (
    <>
      {summary.sections.length === 0 && <p className="text-sm text-ink-mute">{t.nothingOfKind}</p>}
      <div className="flex flex-col gap-3">
        {summary.sections.map(({ name, statements }) => (
          <div key={name}>
            {summary.sections.length > 1 && (
              <h4 className="mb-1 text-xs font-medium text-ink-mute">{nameOf(name, t.sections)}</h4>
            )}
            <ul className="flex flex-col gap-1.5">
              {statements.map((statement, index) => (
                // Two statements may say the same.
                <li key={`${index} ${statement.text}`} className="text-sm leading-snug break-words">
                  <Cited statement={statement} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <footer className="mt-2.5 flex items-center gap-1 text-xs text-ink-mute">
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

/** A section that this version of the desk does not know is shown by its own name. */
function nameOf(name: string, names: Readonly<Record<string, string>>): string {
  return names[name] ?? name;
}

function Cited({ statement }: { statement: SummaryStatement }) {
  const t = useTexts(summaryTexts);
  const navigate = useNavigate();
  const goTo = async (seq: number) => {
    // Left first, so that the same message can be gone to again.
    await navigate({ to: ".", search: {}, replace: true });
    await navigate({ to: ".", search: { seq }, replace: true });
  };
  return (
    <>
      <span dir="auto">{statement.text}</span>
      {statement.cites.map((seq) => (
        <button
          key={seq}
          type="button"
          aria-label={t.goTo(seq)}
          title={t.goTo(seq)}
          onClick={() => void goTo(seq)}
          className="ml-1 inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-full bg-accent-soft px-1 align-text-top text-[11px] font-medium text-accent-text tabular-nums hover:brightness-95"
        >
          {seq}
        </button>
      ))}
    </>
  );
}
