import { CircleAlert, X } from "lucide-react";
import { dismissNotice, notices } from "../../lib/desk/notices.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { uiTexts } from "./ui-texts.ts";
import { useReadable } from "../../lib/browser/use-readable.ts";

/** Messages that belong to no form, at the bottom of the screen, each for some seconds. */
export function Notices() {
  const t = useTexts(uiTexts);
  const shown = useReadable(notices);
  return (
    <output
      aria-label={t.notices}
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-center gap-2"
    >
      {shown.map((notice) => (
        <span
          key={notice.id}
          className="pointer-events-auto flex max-w-md animate-appear items-center gap-2.5 rounded-card border border-line bg-surface py-2 pr-2 pl-3 text-sm shadow-float"
        >
          <CircleAlert aria-hidden="true" size={16} className="shrink-0 text-danger" />
          <span>{notice.text}</span>
          <button
            type="button"
            aria-label={t.dismiss}
            onClick={() => dismissNotice(notice.id)}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-control text-ink-mute hover:bg-hover"
          >
            <X aria-hidden="true" size={14} />
          </button>
        </span>
      ))}
    </output>
  );
}
