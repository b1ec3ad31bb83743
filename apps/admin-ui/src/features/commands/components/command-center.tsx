import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { useEffect, useState } from "react";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { notices, undoLast } from "../../../lib/desk/notices.ts";
import { commands, paletteIsOpen, showPalette, useCommand } from "../../../lib/desk/commands.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { commandTexts } from "../command-texts.ts";
import { CommandPalette } from "../palette/command-palette.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

/** Listens for shortcuts, and shows the palette (Ctrl-K) and the sheet (?). */
export function CommandCenter() {
  const t = useTexts(commandTexts);
  const hasPalette = useReadable(paletteIsOpen);
  const [hasSheet, setHasSheet] = useState(false);
  const canUndo = useReadable(notices).some((notice) => notice.undo !== undefined);
  useCommand({ id: "shortcuts", label: t.shortcuts, key: "?", run: () => setHasSheet(true) });
  useCommand({ id: "undo", label: t.undo, key: "z", run: undoLast }, canUndo);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        showPalette(!paletteIsOpen.getSnapshot());
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isOfInputMethod(event) || isBusy(event.target)) return;
      const command = commands.getSnapshot().find(({ key }) => key === event.key);
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      {hasPalette && <CommandPalette onClose={() => showPalette(false)} />}
      {hasSheet && <ShortcutSheet onClose={() => setHasSheet(false)} />}
    </>
  );
}

/** Whether a text field is focused, or a dialog or menu with keys of its own is open. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=menu]")) return true;
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}
