import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { Key } from "../../../components/ui/key.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { commands } from "../../../lib/desk/commands.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { commandTexts } from "../command-texts.ts";
import { findCommands } from "./find-commands.ts";
import type { PaletteItem } from "./palette-item.ts";
import { useFoundConversations } from "./use-found-conversations.tsx";
import { useFoundPeople } from "./use-found-people.tsx";

/** With something typed, people and conversations matter more than commands. */
const MAX_COMMANDS = 5;

/** One field for everything: commands, people, conversations, and the search. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useTexts(commandTexts);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-black/30" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-start justify-center px-4 pt-[14vh]">
          <Dialog.Content
            aria-describedby={undefined}
            onEscapeKeyDown={(event) => isOfInputMethod(event) && event.preventDefault()}
            className="pointer-events-auto w-full max-w-[560px] animate-appear overflow-hidden rounded-card bg-raised shadow-float outline-none"
          >
            <Dialog.Title className="sr-only">{t.palette}</Dialog.Title>
            <Finder onClose={onClose} />
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useItems(query: string): readonly PaletteItem[] {
  const t = useTexts(commandTexts);
  const navigate = useNavigate();
  const asked = useDeferredValue(query.trim());
  const all = useReadable(commands);
  const people = useFoundPeople(asked);
  const conversations = useFoundConversations(asked);
  const found = findCommands(all, query).map(({ id, label, key, run }): PaletteItem => {
    return { id, group: "commands", label, ...(key === undefined ? {} : { shortcut: key }), run };
  });
  if (asked === "") return found;
  const search: PaletteItem = {
    id: "search",
    group: "search",
    label: t.searchFor(asked),
    before: <Search aria-hidden="true" size={15} className="mx-1 text-ink-3" />,
    run: () => void navigate({ to: "/search", search: { q: asked } }),
  };
  return [...found.slice(0, MAX_COMMANDS), ...people, ...conversations, search];
}

function Finder({ onClose }: { onClose: () => void }) {
  const t = useTexts(commandTexts);
  const id = useId();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const items = useItems(query);
  const current = Math.min(chosen, items.length - 1);
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    // After the palette has returned the focus, which the command may need.
    requestAnimationFrame(() => item.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOfInputMethod(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) setChosen((current + step + items.length) % items.length);
    else if (event.key === "Enter") run(items[current]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" size={16} className="shrink-0 text-ink-3" />
        <input
          role="combobox"
          aria-label={t.search}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={items[current] && `${id}-${current}`}
          placeholder={t.search}
          value={query}
          maxLength={200}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full bg-transparent text-base outline-none placeholder:text-ink-3"
        />
      </div>
      {/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the combobox pattern of WAI-ARIA: the options are chosen from the field */}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t.palette}
        className="h-[min(50vh,400px)] overflow-y-auto p-1.5"
      >
        {items.map((item, index) => (
          <div key={item.id} role="presentation">
            {item.group !== items[index - 1]?.group && item.group !== "search" && (
              <p role="presentation" className="px-2.5 pt-2.5 pb-1 text-tiny font-medium text-ink-3">
                {t.groups[item.group]}
              </p>
            )}
            <button
              ref={index === current ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
              id={`${id}-${index}`}
              type="button"
              role="option"
              aria-selected={index === current}
              tabIndex={-1}
              onClick={() => run(item)}
              onPointerMove={() => setChosen(index)}
              className={classNames(
                "flex min-h-9 w-full items-center gap-2.5 rounded-control px-2.5 py-1 text-left text-sm",
                index === current && "bg-hover",
              )}
            >
              {item.before && (
                <span aria-hidden="true" className="flex shrink-0">
                  {item.before}
                </span>
              )}
              <bdi className={classNames("truncate", item.note ? "max-w-[50%] shrink-0" : "flex-1")}>{item.label}</bdi>
              {item.note && <bdi className="min-w-0 flex-1 truncate text-xs text-ink-3">{item.note}</bdi>}
              {item.shortcut && <Key>{item.shortcut.toUpperCase()}</Key>}
            </button>
          </div>
        ))}
        {items.length === 0 && <p className="px-3 py-4 text-sm text-ink-3">{t.nothing}</p>}
      </div>
      {/* oxlint-enable jsx-a11y/prefer-tag-over-role */}
    </>
  );
}
