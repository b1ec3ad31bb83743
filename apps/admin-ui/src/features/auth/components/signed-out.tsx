import { type ReactNode, useState } from "react";
import { ForgotPasswordPage } from "./forgot-password-page.tsx";
import { LoginPage } from "./login-page.tsx";

interface SignedOutProps {
  hasEnded: boolean;
  /** Below the form that signs in. */
  below: ReactNode;
}

/** What somebody sees who is not signed in. */
export function SignedOut({ hasEnded, below }: SignedOutProps) {
  const [isForgotten, setIsForgotten] = useState(false);
  if (isForgotten) return <ForgotPasswordPage onBack={() => setIsForgotten(false)} />;
  return <LoginPage hasEnded={hasEnded} onForgot={() => setIsForgotten(true)} below={below} />;
}
