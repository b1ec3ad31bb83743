import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { rememberMenuTrigger } from "../../lib/browser/opener.ts";

const ITEM =
  "flex min-h-8 items-center gap-2.5 rounded-control px-2 py-1 text-sm text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  side?: "bottom" | "right" | "top";
  align?: "start" | "end";
  /** Instead of giving the focus back to the button: the event is then prevented. */
  onCloseAutoFocus?: (event: Event) => void;
}

export function Menu({ trigger, children, side = "bottom", align = "end", onCloseAutoFocus }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const onOpenChange = (isNowOpen: boolean) => {
    if (isNowOpen) rememberMenuTrigger(button.current);
    setIsOpen(isNowOpen);
  };
  // Rendered within the page's landmark, so that screen readers find it there.
  const container = isOpen ? document.querySelector("main") : null;
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild ref={button}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={6}
          {...(onCloseAutoFocus && { onCloseAutoFocus })}
          collisionPadding={12}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-appear overflow-y-auto rounded-card bg-raised p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  children,
  onSelect,
  disabled = false,
}: {
  children: ReactNode;
  onSelect: () => void;
  disabled?: boolean;
}) {
  return (
    <DropdownMenu.Item className={ITEM} onSelect={onSelect} disabled={disabled}>
      {children}
    </DropdownMenu.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  /** Null while it is not known. */
  value: Value | null;
  choices: readonly { value: Value; content: ReactNode }[];
  onChoose: (value: Value) => void;
}

/** One of several, the chosen one with a tick. */
export function MenuChoice<Value extends string>({ label, value, choices, onChoose }: MenuChoiceProps<Value>) {
  const choose = (chosen: string) => {
    const choice = choices.find((candidate) => candidate.value === chosen);
    if (choice) onChoose(choice.value);
  };
  return (
    <DropdownMenu.RadioGroup value={value ?? ""} onValueChange={choose} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={ITEM}>
          {choice.content}
          <DropdownMenu.ItemIndicator className="ml-auto text-accent-ink">
            <Check aria-hidden="true" size={15} />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-tiny font-medium text-ink-3">{children}</DropdownMenu.Label>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
