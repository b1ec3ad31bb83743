import { Check, CircleAlert, X } from "lucide-react";
import { useReadable } from "../../lib/browser/use-readable.ts";
import { dismissNotice, type Notice, notices } from "../../lib/desk/notices.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { Key } from "./key.tsx";
import { uiTexts } from "./ui-texts.ts";

/** Messages that belong to no form, over the list and never over what is being written, each for some seconds. */
export function Notices() {
  const t = useTexts(uiTexts);
  const shown = useReadable(notices);
  return (
    <output
      aria-label={t.notices}
      className="pointer-events-none fixed bottom-4 left-4 z-50 md:left-[72px] min-[1360px]:left-[236px] flex max-w-[min(22rem,calc(100vw-2rem))] flex-col items-start gap-2 max-md:top-4 max-md:bottom-auto"
    >
      {shown.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </output>
  );
}

function Toast({ notice }: { notice: Notice }) {
  const t = useTexts(uiTexts);
  const { id, kind, text, undo } = notice;
  return (
    <span className="pointer-events-auto flex animate-appear items-center gap-2.5 rounded-card bg-raised py-2 pr-2 pl-3 text-sm shadow-float">
      {kind === "done" ? (
        <Check aria-hidden="true" size={16} className="shrink-0 text-green" />
      ) : (
        <CircleAlert aria-hidden="true" size={16} className="shrink-0 text-red" />
      )}
      <span className="min-w-0 break-words">{text}</span>
      {undo && (
        <button
          type="button"
          onClick={() => {
            dismissNotice(id);
            undo();
          }}
          className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2 font-medium text-accent-ink hover:bg-hover"
        >
          {t.undo}
          <Key>{t.keys.undo}</Key>
        </button>
      )}
      <button
        type="button"
        aria-label={t.dismiss}
        onClick={() => dismissNotice(id)}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-3 hover:bg-hover"
      >
        <X aria-hidden="true" size={14} />
      </button>
    </span>
  );
}
