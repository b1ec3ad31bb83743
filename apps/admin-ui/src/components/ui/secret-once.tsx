import { KeyRound } from "lucide-react";
import { CopyButton } from "./copy-button.tsx";

/** A secret that is shown this once, with a button that copies it. */
export function SecretOnce({ label, secret, hint }: { label: string; secret: string; hint: string }) {
  return (
    <div className="rounded-control border border-note-line bg-note p-3.5 text-note-ink">
      <p className="flex items-center gap-2 text-sm font-medium">
        <KeyRound aria-hidden="true" size={15} />
        {label}
      </p>
      <p className="mt-1 text-xs">{hint}</p>
      <div className="mt-3 flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-control bg-surface px-2.5 py-2 text-xs break-all text-ink">
          {secret}
        </code>
        <CopyButton text={secret} />
      </div>
    </div>
  );
}
