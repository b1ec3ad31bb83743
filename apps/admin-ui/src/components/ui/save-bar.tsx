import { useTexts } from "../../lib/language/texts.ts";
import { formatProblem } from "../../lib/language/format-problem.ts";
import { Button } from "./button.tsx";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { uiTexts } from "./ui-texts.ts";

interface SaveBarProps {
  isChanged: boolean;
  saving: { isPending: boolean; error: Error | null };
  onDiscard: () => void;
  /** While it is false, the button says no. */
  canSave?: boolean;
}

/** The one place where a page's fields are saved: it comes with the first change, and nobody leaves past it unasked. */
export function SaveBar({ isChanged, saving, onDiscard, canSave = true }: SaveBarProps) {
  const t = useTexts(uiTexts);
  if (!isChanged) return null;
  return (
    <>
      <UnsavedGuard />
      <div className="sticky bottom-4 z-10 flex animate-appear flex-wrap items-center gap-2 rounded-card bg-raised py-2 pr-2 pl-4 shadow-float">
        {saving.error ? (
          <p role="alert" className="min-w-0 flex-1 text-sm text-red-ink max-sm:basis-full">
            {formatProblem(saving.error)}
          </p>
        ) : (
          <output className="min-w-0 flex-1 text-sm text-ink-2 max-sm:basis-full">{t.unsaved}</output>
        )}
        <Button look="quiet" className="max-sm:ml-auto" disabled={saving.isPending} onClick={onDiscard}>
          {t.discard}
        </Button>
        <Button type="submit" look="primary" isBusy={saving.isPending} disabled={!canSave}>
          {t.save}
        </Button>
      </div>
    </>
  );
}
