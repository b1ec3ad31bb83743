import type { Summary } from "@chorus/contracts/entities/summary";
import { rateSummary } from "@chorus/contracts/routes/summaries";
import { useMutation } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { Popover } from "radix-ui";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReplaceSummary } from "../api/use-summaries.ts";
import { summaryTexts } from "../summary-texts.ts";

const MAX_REASON_CHARACTERS = 500;

/** Whether the summary helped; after a "no" an optional reason is asked. */
export function SummaryVerdict({ summary }: { summary: Summary }) {
  const t = useTexts(summaryTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const replace = useReplaceSummary();
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState("");
  const excess = reason.length - MAX_REASON_CHARACTERS;
  const rate = useMutation({
    mutationFn: (body: { verdict: "up" | "down"; reason?: string }) =>
      rest.call(rateSummary, { params: { summaryId: summary.id }, body }),
    onSuccess: (_, { verdict }) => replace({ ...summary, verdict }),
  });
  const askWhy = (isOpen: boolean) => {
    setIsAsking(isOpen);
    // Saved at once, because the reason may never come.
    if (isOpen) rate.mutate({ verdict: "down" });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rate.mutate({ verdict: "down", reason }, { onSuccess: () => setIsAsking(false) });
  };
  const mark = (isChosen: boolean) => `size-7 ${isChosen ? "text-accent-ink" : ""}`;
  return (
    <>
      <IconButton
        label={t.helpful}
        aria-pressed={summary.verdict === "up"}
        className={mark(summary.verdict === "up")}
        onClick={() => rate.mutate({ verdict: "up" })}
      >
        <ThumbsUp aria-hidden="true" size={13} fill={summary.verdict === "up" ? "currentColor" : "none"} />
      </IconButton>
      <Popover.Root open={isAsking} onOpenChange={askWhy}>
        <Popover.Trigger
          aria-label={t.notHelpful}
          title={t.notHelpful}
          aria-pressed={summary.verdict === "down"}
          className={`inline-flex shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink ${mark(summary.verdict === "down")}`}
        >
          <ThumbsDown aria-hidden="true" size={13} fill={summary.verdict === "down" ? "currentColor" : "none"} />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={6}
            className="z-50 w-72 animate-appear rounded-card border border-line bg-surface p-3 shadow-float"
          >
            <form onSubmit={submit} className="flex flex-col gap-2">
              <textarea
                aria-label={t.whatIsWrong}
                placeholder={t.whatIsWrong}
                value={reason}
                rows={3}
                aria-invalid={excess > 0}
                onChange={(event) => setReason(event.target.value)}
                className="w-full resize-none rounded-control border border-field bg-surface px-2.5 py-1.5 text-sm"
              />
              {excess > 0 && <output className="text-xs text-red-ink">{ui.tooMany(excess)}</output>}
              <FormNote mutation={rate} saved={null} />
              <Button type="submit" look="primary" className="self-end" isBusy={rate.isPending} disabled={excess > 0}>
                {t.send}
              </Button>
            </form>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </>
  );
}
