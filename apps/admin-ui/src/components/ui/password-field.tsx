import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useId, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { describedBy, Field, fieldLook, type FieldTexts } from "./field.tsx";
import { uiTexts } from "./ui-texts.ts";
import { useOwnProblem } from "./use-own-problem.ts";

interface PasswordFieldProps extends Omit<ComponentProps<"input">, "id" | "className" | "type">, FieldTexts {}

/** A password that can be read while it is typed. */
export function PasswordField({ label, hint, problem, isLabelHidden, className, ...rest }: PasswordFieldProps) {
  const t = useTexts(uiTexts);
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const { ownProblem, watch } = useOwnProblem();
  const texts = { label, hint, problem: problem ?? ownProblem, isLabelHidden: isLabelHidden ?? false, className };
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field id={id} {...texts}>
      <div className="relative flex">
        <input
          id={id}
          type={isShown ? "text" : "password"}
          {...describedBy(id, texts)}
          {...watch}
          className={classNames(fieldLook(texts.problem), "w-full pr-9")}
          {...rest}
        />
        <button
          type="button"
          aria-label={t.showTyped}
          aria-pressed={isShown}
          title={t.showTyped}
          onClick={() => setIsShown(!isShown)}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-control text-ink-3 hover:text-ink"
        >
          <Icon aria-hidden="true" size={15} />
        </button>
      </div>
    </Field>
  );
}
