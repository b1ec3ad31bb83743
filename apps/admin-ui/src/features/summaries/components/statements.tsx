import { markdownToPlain } from "@chorus/markdown/plain";
import type { SummarySection, SummaryStatement } from "@chorus/contracts/entities/summary";
import { useNavigate } from "@tanstack/react-router";
import { useNowMs } from "../../../lib/browser/now.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatShort } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { summaryTexts } from "../summary-texts.ts";

/** When a message was written; null when it is not loaded. */
export type TimeOf = (seq: number) => string | null;

interface StatementsProps {
  sections: readonly SummarySection[];
  timeOf: TimeOf;
}

/** Statements by section, each with links to the messages it cites. */
export function Statements({ sections, timeOf }: StatementsProps) {
  const t = useTexts(summaryTexts);
  const isLabelled = sections.length > 1;
  return (
    <dl className="divide-y divide-line">
      {sections.map(({ name, statements }) => (
        <div key={name} className={classNames("grid gap-x-2 py-1.5", isLabelled && "grid-cols-[68px_minmax(0,1fr)]")}>
          <dt
            className={classNames(
              isLabelled ? "text-xs leading-[18px] font-medium" : "sr-only",
              name === "open" ? "text-amber-ink" : "text-ink-3",
            )}
          >
            {nameOf(name, t.sections)}
          </dt>
          <dd>
            <ul className="flex flex-col gap-1">
              {statements.map((statement, index) => (
                // Two statements may have the same text.
                <li key={`${index} ${statement.text}`} className="text-xs leading-[18px] font-[450] break-words">
                  <Cited statement={statement} timeOf={timeOf} />
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A section that this version of the desk does not know is shown by its key. */
function nameOf(name: string, names: Readonly<Record<string, string>>): string {
  return names[name] ?? name;
}

function Cited({ statement, timeOf }: { statement: SummaryStatement; timeOf: TimeOf }) {
  const t = useTexts(summaryTexts);
  const navigate = useNavigate();
  const nowMs = useNowMs();
  const goTo = async (seq: number) => {
    // Cleared first, so that the same message can be opened again.
    await navigate({ to: ".", search: {}, replace: true });
    await navigate({ to: ".", search: { seq }, replace: true });
  };
  return (
    <>
      <span dir="auto">{markdownToPlain(statement.text)}</span>
      {statement.cites.map((seq) => {
        const at = timeOf(seq);
        const label = at === null ? t.goTo(seq) : t.goToAt(formatShort(at, nowMs));
        return (
          <button
            key={seq}
            type="button"
            aria-label={label}
            title={label}
            onClick={() => void goTo(seq)}
            className="relative ml-1 inline-block text-tiny leading-[18px] font-medium whitespace-nowrap text-accent-ink tabular-nums before:absolute before:-inset-x-0.5 before:-inset-y-1 hover:underline"
          >
            {at === null ? `#${seq}` : formatShort(at, nowMs)}
          </button>
        );
      })}
    </>
  );
}
