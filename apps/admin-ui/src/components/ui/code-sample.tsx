import { CopyIcon } from "./copy-icon.tsx";

/** Code to take away. */
export function CodeSample({ code }: { code: string }) {
  return (
    <div className="relative min-w-0 rounded-card border border-line bg-sunken">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- wide code scrolls by itself, with the keyboard, too */}
      <pre tabIndex={0} className="overflow-x-auto p-3 pr-10 font-mono text-xs leading-[18px] text-ink-2">
        {code}
      </pre>
      <span className="absolute top-2 right-2 rounded-control bg-sunken">
        <CopyIcon text={code} />
      </span>
    </div>
  );
}
