import { useState } from "react";
import { ForgotPasswordPage } from "./forgot-password-page.tsx";
import { LoginPage } from "./login-page.tsx";

/** What somebody sees who is not signed in. */
export function SignedOut({ hasEnded }: { hasEnded: boolean }) {
  const [isForgotten, setIsForgotten] = useState(false);
  if (isForgotten) return <ForgotPasswordPage onBack={() => setIsForgotten(false)} />;
  return <LoginPage hasEnded={hasEnded} onForgot={() => setIsForgotten(true)} />;
}
