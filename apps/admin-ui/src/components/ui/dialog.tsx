import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { openerNow } from "../../lib/browser/opener.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { IconButton } from "./icon-button.tsx";
import { uiTexts } from "./ui-texts.ts";

/** The first field, else the dialog itself: on the close button its tooltip would open and take the first Escape. */
function focusFirstField(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  (dialog.querySelector<HTMLElement>("input, select, textarea") ?? dialog).focus();
}

interface DialogProps {
  title: string;
  description?: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** For more than a form, such as the list of shortcuts. */
  isWide?: boolean;
}

/** A modal dialog; Escape and the close button cancel it. */
export function Dialog({ title, description, isOpen, onClose, children, isWide = false }: DialogProps) {
  const t = useTexts(uiTexts);
  const opener = useRef<HTMLElement>(null);
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-black/30" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-start justify-center px-4 pt-[20vh] pb-4 max-sm:pt-4">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            onOpenAutoFocus={(event) => {
              opener.current = openerNow();
              focusFirstField(event);
            }}
            onCloseAutoFocus={(event) => {
              if (!opener.current?.isConnected) return;
              event.preventDefault();
              opener.current.focus();
            }}
            // Escape that closes an input method's candidates does not close the dialog.
            onEscapeKeyDown={(event) => isOfInputMethod(event) && event.preventDefault()}
            className={`pointer-events-auto flex max-h-full w-full animate-appear flex-col overflow-hidden rounded-card bg-raised shadow-float outline-none ${isWide ? "max-w-2xl" : "max-w-[440px]"}`}
          >
            <header className="flex shrink-0 items-start gap-3 py-4 pr-3 pl-5">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-title font-semibold tracking-tight break-words">{title}</Radix.Title>
                {description && (
                  <Radix.Description className="mt-1 text-sm text-ink-3">{description}</Radix.Description>
                )}
              </div>
              <IconButton label={t.close} onClick={onClose} className="-mt-1">
                <X aria-hidden="true" size={16} />
              </IconButton>
            </header>
            <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
