import type { ReactNode } from "react";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
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
    <main className="flex min-h-full justify-center bg-canvas px-4 pt-[18vh] pb-8 max-sm:pt-8">
      <div className="w-full max-w-[360px]">
        <div className="flex flex-col gap-5 rounded-card border border-line bg-surface p-6">
          <header>
            <Logo size={32} />
            <h1 className="mt-4 text-big font-semibold tracking-tight break-words">{title}</h1>
            <p className="mt-1 text-sm text-ink-2 break-words">{text}</p>
          </header>
          {alert && <FormAlert>{alert}</FormAlert>}
          {children}
        </div>
        {below && <div className="mt-3 text-center text-sm">{below}</div>}
      </div>
    </main>
  );
}
