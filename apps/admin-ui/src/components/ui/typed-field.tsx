import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { type ReactNode, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { describedBy, Field, fieldLook, type FieldTexts } from "./field.tsx";

interface TypedFieldProps extends FieldTexts {
  id: string;
  /** Empty: none. */
  value: string;
  onChange: (value: string) => void;
  /** Null for what cannot be read. */
  parse: (text: string) => string | null;
  format: (value: string) => string;
  /** Shown while it is empty. */
  example: string;
  /** Said of what cannot be read. */
  wrong: (text: string) => string;
  /** An emptied field takes its value back when it is left. */
  isNeeded?: boolean;
  onArrowDown: () => void;
  /** The button that opens what can be picked from. */
  children: ReactNode;
}

/** A text that stands for a value: read while it is typed, written out in full when the field is left. */
export function TypedField(props: TypedFieldProps) {
  const {
    id,
    value,
    onChange,
    parse,
    format,
    example,
    wrong,
    isNeeded = false,
    onArrowDown,
    children,
    ...texts
  } = props;
  const shown = value === "" ? "" : format(value);
  const [text, setText] = useState(shown);
  const [lastShown, setLastShown] = useState(shown);
  const [isLeft, setIsLeft] = useState(true);
  if (shown !== lastShown) {
    // Chosen elsewhere or cleared; what is being typed stays as it is.
    setLastShown(shown);
    if (isLeft || shown === "") setText(shown);
  }
  const isUnread = text.trim() !== "" && parse(text) === null;
  const problem = isLeft && isUnread ? wrong(text) : texts.problem;
  const type = (typed: string) => {
    setText(typed);
    setIsLeft(false);
    const read = typed.trim() === "" && !isNeeded ? "" : parse(typed);
    if (read !== null && read !== value) onChange(read);
  };
  const leave = () => {
    setIsLeft(true);
    const read = parse(text);
    if (read !== null) setText(format(read));
    else if (isNeeded && text.trim() === "") setText(shown);
  };
  return (
    <Field id={id} {...texts} problem={problem}>
      <div className="relative flex">
        <input
          // A form with what cannot be read is not sent.
          ref={(field) => field?.setCustomValidity(isUnread ? wrong(text) : "")}
          id={id}
          onInvalid={(event) => {
            event.preventDefault();
            setIsLeft(true);
            event.currentTarget.focus();
          }}
          {...describedBy(id, { ...texts, problem })}
          placeholder={example}
          autoComplete="off"
          value={text}
          onChange={({ target }) => type(target.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (isOfInputMethod(event.nativeEvent)) return;
            if (event.key === "Enter") leave();
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            leave();
            onArrowDown();
          }}
          className={classNames(fieldLook(problem), "w-full pr-8 tabular-nums")}
        />
        {children}
      </div>
    </Field>
  );
}
