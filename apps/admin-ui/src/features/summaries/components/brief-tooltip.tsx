import type { Summary } from "@chorus/contracts/entities/summary";
import { Tooltip } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTexts } from "../../../lib/language/texts.ts";
import { useBrief } from "../api/use-summaries.ts";
import { summaryTexts } from "../summary-texts.ts";

function textOf(summary: Summary): string {
  return summary.sections.flatMap(({ statements }) => statements.map(({ text }) => text)).join(" ");
}

/** Shows a conversation's brief on hover of its row; nothing without one. */
export function BriefTooltip({ conversationId, children }: { conversationId: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const brief = useBrief(conversationId, isOpen);
  return (
    <Tooltip.Root open={isOpen} onOpenChange={setIsOpen} disableHoverableContent>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      {brief && (
        <Tooltip.Portal>
          <Tooltip.Content
            side="right"
            sideOffset={10}
            className="pointer-events-none z-50 max-w-72 animate-appear rounded-control bg-ink px-3 py-2 text-xs leading-snug text-surface shadow-float"
          >
            {textOf(brief)}
          </Tooltip.Content>
        </Tooltip.Portal>
      )}
    </Tooltip.Root>
  );
}

/** The brief in a dialog about its conversation; nothing without one. */
export function BriefNote({ conversationId }: { conversationId: string }) {
  const t = useTexts(summaryTexts);
  const brief = useBrief(conversationId, true);
  if (!brief || brief.sections.length === 0) return null;
  return (
    <div className="mb-4 rounded-control bg-hover px-3 py-2 text-sm">
      <p className="mb-0.5 text-xs font-medium text-ink-mute">{t.inShort}</p>
      <p dir="auto" className="line-clamp-4 break-words">
        {textOf(brief)}
      </p>
    </div>
  );
}
