import { Key } from "../../../components/ui/key.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { commands } from "../../../lib/desk/commands.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { commandTexts } from "../command-texts.ts";

/** Every key that does something on this screen. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTexts(commandTexts);
  const withKeys = useReadable(commands).filter((command) => command.key !== undefined);
  const fixed = [
    { label: t.openPalette, keys: ["Ctrl", "K"] },
    { label: t.arrows, keys: ["↑", "↓"] },
    { label: t.enter, keys: ["Enter"] },
    { label: t.shiftEnter, keys: ["Shift", "Enter"] },
  ];
  const rows = [...withKeys.map(({ label, key }) => ({ label, keys: [key ?? ""] })), ...fixed];
  return (
    <Dialog title={t.shortcuts} description={t.shortcutsHint} isOpen isWide onClose={onClose}>
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {rows.map(({ label, keys }) => (
          <div key={label} className="flex min-h-9 items-center justify-between gap-3 border-b border-line text-sm">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
