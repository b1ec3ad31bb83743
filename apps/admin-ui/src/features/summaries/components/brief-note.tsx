import type { Summary } from "@chorus/contracts/entities/summary";
import { useTexts } from "../../../lib/language/texts.ts";
import { useBrief } from "../api/use-summaries.ts";
import { summaryTexts } from "../summary-texts.ts";

function textOf(summary: Summary): string {
  return summary.sections.flatMap(({ statements }) => statements.map(({ text }) => text)).join(" ");
}

/** The brief in a dialog about its conversation; nothing without one. */
export function BriefNote({ conversationId }: { conversationId: string }) {
  const t = useTexts(summaryTexts);
  const brief = useBrief(conversationId, true);
  if (!brief || brief.sections.length === 0) return null;
  return (
    <div className="mb-4 rounded-control bg-hover px-3 py-2 text-sm">
      <p className="mb-0.5 text-xs font-medium text-ink-3">{t.inShort}</p>
      <p dir="auto" className="line-clamp-4 break-words">
        {textOf(brief)}
      </p>
    </div>
  );
}
