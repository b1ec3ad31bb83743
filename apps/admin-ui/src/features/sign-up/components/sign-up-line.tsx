import { readSignUp } from "@chorus/contracts/routes/sign-up";
import { useEffect, useState } from "react";
import { useTexts } from "../../../lib/language/texts.ts";
import { useSessionManager } from "../../../lib/session/session-context.ts";
import { AuthLine } from "../../auth/components/auth-line.tsx";
import { signUpTexts } from "../sign-up-texts.ts";

/** Below the sign-in: the way to a company of one's own, where anybody may open one; while that is not known, nothing. */
export function SignUpLine() {
  const t = useTexts(signUpTexts);
  const { publicRest } = useSessionManager();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    publicRest.call(readSignUp, { signal: leaving.signal }).then(
      (answer) => setIsOpen(answer.isOpen),
      () => setIsOpen(false),
    );
    return () => leaving.abort();
  }, [publicRest]);
  if (!isOpen) return null;
  return (
    <div className="mt-3">
      <AuthLine text={t.newHere} href="/sign-up" link={t.signUp} />
    </div>
  );
}
