import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { accountTexts } from "../account-texts.ts";
import { PasswordForm } from "./password-form.tsx";

/** The password: a line until somebody wants to change it. */
export function PasswordCard() {
  const t = useTexts(accountTexts);
  const [state, setState] = useState<"closed" | "open" | "changed">("closed");
  const opener = useRef<HTMLButtonElement>(null);
  const close = (next: "closed" | "changed") => {
    // The button that was pressed is gone with the form.
    flushSync(() => setState(next));
    opener.current?.focus();
  };
  return (
    <Card title={t.password}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-5 py-4">
        <output className="min-w-0 flex-1 basis-52 text-sm text-ink-3">
          {state === "changed" ? t.passwordChanged : t.passwordHint}
        </output>
        {state !== "open" && (
          <Button ref={opener} onClick={() => setState("open")}>
            {t.changePassword}
          </Button>
        )}
      </div>
      {state === "open" && <PasswordForm onDone={() => close("changed")} onCancel={() => close("closed")} />}
    </Card>
  );
}
