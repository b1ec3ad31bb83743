import { isEmail, tidyEmail } from "@chorus/contracts/email";
import { useRef, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { Widget } from "../state/widget.ts";

type State = "asking" | "sending" | "skipped" | { savedAs: string };

interface AddressQuestionProps {
  widget: Widget;
  /** One is known: nothing is asked. */
  isKnown: boolean;
}

/** Nobody is there to answer: asked after the first message, and skipped with one press. */
export function AddressQuestion({ widget, isKnown }: AddressQuestionProps) {
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>(widget.memory.isAddressSkipped() ? "skipped" : "asking");
  const [problem, setProblem] = useState<"needed" | "emailLooksWrong" | "addressFailed" | null>(null);
  if (typeof state === "object")
    return <output class="line">{translate("addressSaved", { address: state.savedAs })}</output>;
  if (isKnown || state === "skipped") return null;
  const leave = (as: State) => {
    setState(as);
    document.querySelector("textarea")?.focus();
  };
  const refuse = (why: typeof problem) => {
    setProblem(why);
    setState("asking");
    input.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const email = tidyEmail(input.current?.value ?? "");
    if (email === "") return refuse("needed");
    if (!isEmail(email)) return refuse("emailLooksWrong");
    setState("sending");
    setProblem(null);
    widget.leaveAddress(email).then(
      () => leave({ savedAs: email }),
      () => refuse("addressFailed"),
    );
  };
  return (
    <form class="ask" noValidate onSubmit={submit}>
      <label>
        {translate("askAddress")}
        <small>{translate("askAddressWhy")}</small>
        <input
          ref={input}
          type="text"
          inputMode="email"
          autocomplete="email"
          dir="auto"
          placeholder={translate("yourEmail")}
          aria-invalid={problem !== null}
          aria-describedby={problem ? "address-problem" : undefined}
        />
      </label>
      {problem && (
        <p class="problem" id="address-problem" role="alert">
          {translate(problem)}
        </p>
      )}
      <span class="choices">
        <button type="submit" class="primary" disabled={state === "sending"}>
          {translate("saveAddress")}
        </button>
        <button
          type="button"
          class="plain"
          onClick={() => {
            widget.memory.skipAddress();
            leave("skipped");
          }}
        >
          {translate("skip")}
        </button>
      </span>
    </form>
  );
}
