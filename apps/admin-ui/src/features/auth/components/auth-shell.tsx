import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Logo } from "../../../components/ui/logo.tsx";

interface AuthShellProps {
  title: string;
  text: string;
  /** An error, or why the person has to sign in. */
  alert?: string | null;
  children: ReactNode;
  below?: ReactNode;
}

/** The layout of all pages before signing in. */
export function AuthShell({ title, text, alert, children, below }: AuthShellProps) {
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo size={44} />
          <div>
            <h1 className="text-title font-semibold tracking-tight">{title}</h1>
            <p className="mt-1 text-sm text-ink-mute">{text}</p>
          </div>
        </div>
        <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-6">
          {alert && (
            <p
              role="alert"
              className="flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-sm text-danger"
            >
              <CircleAlert aria-hidden="true" size={16} className="mt-px shrink-0" />
              {alert}
            </p>
          )}
          {children}
        </div>
        {below && <div className="mt-4 text-center text-sm">{below}</div>}
      </div>
    </main>
  );
}
