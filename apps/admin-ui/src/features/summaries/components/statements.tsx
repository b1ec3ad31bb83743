import type { SummarySection, SummaryStatement } from "@chorus/contracts/entities/summary";
import { useNavigate } from "@tanstack/react-router";
import { useTexts } from "../../../lib/language/texts.ts";
import { summaryTexts } from "../summary-texts.ts";

/** Statements by section, each with links to the messages it cites. */
export function Statements({ sections }: { sections: readonly SummarySection[] }) {
  const t = useTexts(summaryTexts);
  return (
    <div className="flex flex-col gap-3">
      {sections.map(({ name, statements }) => (
        <div key={name}>
          {sections.length > 1 && (
            <h4 className="mb-1 text-xs font-medium text-ink-mute">{nameOf(name, t.sections)}</h4>
          )}
          <ul className="flex flex-col gap-1.5">
            {statements.map((statement, index) => (
              // Two statements may have the same text.
              <li key={`${index} ${statement.text}`} className="text-sm leading-snug break-words">
                <Cited statement={statement} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** A section that this version of the desk does not know is shown by its key. */
function nameOf(name: string, names: Readonly<Record<string, string>>): string {
  return names[name] ?? name;
}

function Cited({ statement }: { statement: SummaryStatement }) {
  const t = useTexts(summaryTexts);
  const navigate = useNavigate();
  const goTo = async (seq: number) => {
    // Cleared first, so that the same message can be opened again.
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
