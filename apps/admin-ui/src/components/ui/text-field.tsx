import { type ComponentProps, useId } from "react";
import { describedBy, Field, fieldLook, type FieldTexts } from "./field.tsx";
import { useOwnProblem } from "./use-own-problem.ts";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "className">, FieldTexts {}

export function TextField({ label, hint, problem, isLabelHidden, className, ...rest }: TextFieldProps) {
  const id = useId();
  const { ownProblem, watch } = useOwnProblem();
  const texts = { label, hint, problem: problem ?? ownProblem, isLabelHidden: isLabelHidden ?? false, className };
  return (
    <Field id={id} {...texts}>
      <input id={id} {...describedBy(id, texts)} {...watch} className={fieldLook(texts.problem)} {...rest} />
    </Field>
  );
}
