import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { useEffect, useState } from "react";
import { commands, useCommand } from "../../../lib/desk/commands.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { commandTexts } from "../command-texts.ts";
import { CommandPalette } from "./command-palette.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

/** Listens for shortcuts, and shows the palette (Ctrl-K) and the sheet (?). */
export function CommandCenter() {
  const t = useTexts(commandTexts);
  const [shown, setShown] = useState<"palette" | "sheet" | null>(null);
  useCommand({ id: "shortcuts", label: t.shortcuts, key: "?", run: () => setShown("sheet") });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setShown((before) => (before === "palette" ? null : "palette"));
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
  const close = () => setShown(null);
  return (
    <>
      {shown === "palette" && <CommandPalette onClose={close} />}
      {shown === "sheet" && <ShortcutSheet onClose={close} />}
    </>
  );
}

/** Whether a text field is focused, or a dialog or menu with keys of its own is open. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector("[role=dialog], [role=menu]")) return true;
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}
