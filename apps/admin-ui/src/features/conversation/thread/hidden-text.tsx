import { useId, useState } from "react";

interface HiddenTextProps {
  /** The button's label while the text is hidden, and while it is shown. */
  show: string;
  hide: string;
  /** A description of the text for screen readers. */
  label: string;
  text: string;
}

/** Text that is collapsed by default. */
export function HiddenText({ show, hide, label, text }: HiddenTextProps) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-expanded={isShown}
        aria-controls={id}
        className="px-1 py-0.5 text-xs font-medium text-ink-3 underline hover:text-ink"
        onClick={() => setShown(!isShown)}
      >
        {isShown ? hide : show}
      </button>
      <section
        id={id}
        aria-label={label}
        hidden={!isShown}
        dir="auto"
        className="mt-1 max-h-80 max-w-full overflow-y-auto rounded-control border border-line px-3 py-2 text-start text-sm break-words whitespace-pre-wrap text-ink-2"
      >
        {text}
      </section>
    </>
  );
}
