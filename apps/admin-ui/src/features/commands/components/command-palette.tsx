import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { type KeyboardEvent, useId, useState } from "react";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { type Command, commands } from "../../../lib/desk/commands.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { commandTexts } from "../command-texts.ts";
import { findCommands } from "../find-commands.ts";

/** All available commands, filtered by what is typed. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useTexts(commandTexts);
  const id = useId();
  const all = useReadable(commands);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = findCommands(all, query);
  const current = Math.min(chosen, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    // After the palette has returned the focus, which the command may need.
    requestAnimationFrame(() => command.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOfInputMethod(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setChosen((current + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(found[current]);
    }
  };
  return (
    <Dialog title={t.palette} isOpen onClose={onClose}>
      <input
        role="combobox"
        aria-label={t.search}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found[current] && `${id}-${found[current].id}`}
        placeholder={t.search}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the palette is for typing
        autoFocus
        className="h-10 w-full rounded-control border border-line-strong bg-surface px-3 text-base placeholder:text-ink-mute"
      />
      {/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the combobox pattern of WAI-ARIA: the options are chosen from the field */}
      <div id={`${id}-list`} role="listbox" aria-label={t.palette} className="mt-2 max-h-72 overflow-y-auto">
        {found.map((command, index) => (
          <button
            key={command.id}
            id={`${id}-${command.id}`}
            type="button"
            role="option"
            aria-selected={index === current}
            tabIndex={-1}
            onClick={() => run(command)}
            className={classNames(
              "flex min-h-9 w-full items-center justify-between gap-3 rounded-control px-3 py-1.5 text-left text-sm",
              index === current ? "bg-accent-soft text-accent-text" : "hover:bg-hover",
            )}
          >
            {command.label}
            {command.key && <Key>{command.key}</Key>}
          </button>
        ))}
      </div>
      {/* oxlint-enable jsx-a11y/prefer-tag-over-role */}
      {found.length === 0 && <p className="px-3 py-4 text-sm text-ink-mute">{t.nothing}</p>}
    </Dialog>
  );
}

export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-6 min-w-6 shrink-0 items-center justify-center rounded-control border border-line bg-surface px-1.5 font-sans text-xs text-ink-soft">
      {children}
    </kbd>
  );
}
