import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Sounds } from "../tabs/sounds.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuActions {
  sounds: Sounds;
  /** Present when there are any. */
  onEarlier: (() => void) | undefined;
  /** Present when a transcript can be mailed. */
  onTranscript?: (() => void) | undefined;
}

/** What is rarely wanted: arrows move, Escape closes, and the focus comes back. */
export function MoreMenu({ sounds, onEarlier, onTranscript }: MenuActions) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const isOn = useReadable(sounds.isOn);
  useLayoutEffect(() => {
    if (isOpen) list.current?.querySelector("button")?.focus();
  }, [isOpen]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = steps[event.key];
    if (event.key === "Escape") {
      // The panel stays open.
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") setOpen(false);
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  };
  const items: { icon: IconName; label: string; act: () => void }[] = [
    ...(onTranscript ? [{ icon: "mail" as const, label: translate("transcript"), act: onTranscript }] : []),
    ...(onEarlier ? [{ icon: "history" as const, label: translate("earlier"), act: onEarlier }] : []),
    {
      icon: isOn ? ("quiet" as const) : ("loud" as const),
      label: translate(isOn ? "soundOff" : "soundOn"),
      act: () => sounds.toggle(),
    },
  ];
  return (
    <span
      class="menu-anchor"
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={translate("menu")}
        title={translate("menu")}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div ref={list} class="menu" role="menu" tabIndex={-1} onKeyDown={move}>
          {items.map(({ icon, label, act }) => (
            <button
              key={icon}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                act();
              }}
            >
              <Icon name={icon} />
              {label}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
