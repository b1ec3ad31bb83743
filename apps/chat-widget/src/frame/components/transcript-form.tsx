import { isEmail, tidyEmail } from "@chorus/contracts/email";
import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { useEffect, useRef, useState } from "preact/hooks";
import { translate } from "../state/language.ts";

interface TranscriptFormProps {
  /** Whether there is one to mail to. */
  isAddressKnown: boolean;
  /** @returns the address it goes to */
  onSend: (email: string) => Promise<string>;
  onClose: () => void;
}

type Problem = "needed" | "emailLooksWrong" | "transcriptOften" | "transcriptFailed";

/** Requests a transcript by mail; asks for an address only when none is known. Escape cancels. */
export function TranscriptForm({ isAddressKnown, onSend, onClose }: TranscriptFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [isAddressWanted, wantAddress] = useState(!isAddressKnown);
  const [state, setState] = useState<"asking" | "sending" | { sentTo: string }>("asking");
  const [problem, setProblem] = useState<Problem | null>(null);
  const isSent = typeof state === "object";
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(isAddressWanted ? "input" : "button")?.focus();
  }, [isAddressWanted, isSent]);

  useEffect(() => {
    const element = form.current;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || isOfInputMethod(event)) return;
      // The panel itself closes with the same key.
      event.stopPropagation();
      onClose();
    };
    element?.addEventListener("keydown", leave);
    return () => element?.removeEventListener("keydown", leave);
  }, [onClose]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (isSent) return onClose();
    const email = tidyEmail(form.current?.querySelector("input")?.value ?? "");
    if (isAddressWanted && email === "") return setProblem("needed");
    if (isAddressWanted && !isEmail(email)) return setProblem("emailLooksWrong");
    setState("sending");
    setProblem(null);
    onSend(email).then(
      (sentTo) => setState({ sentTo }),
      (error: unknown) => {
        setState("asking");
        const code = error instanceof ChorusProblem ? error.code : "internal";
        if (code === "invalid") {
          wantAddress(true);
          if (isAddressWanted) setProblem("emailLooksWrong");
        } else setProblem(code === "rate_limited" ? "transcriptOften" : "transcriptFailed");
      },
    );
  };
  return (
    <form ref={form} class="transcript" noValidate aria-label={translate("transcript")} onSubmit={submit}>
      <output>{isSent ? translate("transcriptSent", { address: state.sentTo }) : translate("transcriptText")}</output>
      {isAddressWanted && !isSent && (
        <input
          type="text"
          inputMode="email"
          autocomplete="email"
          dir="auto"
          aria-label={translate("yourEmail")}
          placeholder={translate("yourEmail")}
          aria-invalid={problem === "needed" || problem === "emailLooksWrong"}
          aria-describedby={problem ? "transcript-problem" : undefined}
        />
      )}
      {problem && (
        <p class="problem" id="transcript-problem" role="alert">
          {translate(problem)}
        </p>
      )}
      <span class="choices">
        <button type="submit" class="primary" disabled={state === "sending"}>
          {isSent ? translate("ok") : translate("transcriptSend")}
        </button>
        {!isSent && (
          <button type="button" class="plain" onClick={onClose}>
            {translate("cancel")}
          </button>
        )}
      </span>
    </form>
  );
}
