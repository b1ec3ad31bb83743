import type { PresenceStatus } from "@chorus/contracts/entities/people";
import { initialsOf, toneOf } from "@chorus/design/person-mark";
import { type CSSProperties, useState } from "react";
import { classNames } from "../../lib/browser/class-names.ts";
import { usePhoto } from "../../lib/session/session-context.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { PRESENCE_LOOKS } from "./presence-dot.tsx";
import { uiTexts } from "./ui-texts.ts";

const SIZES = { tiny: 16, small: 24, medium: 32, large: 40, huge: 72 } as const;

interface AvatarProps {
  name: string;
  /** Decides the colour; stays the same when the name changes. */
  id: string;
  /** The `avatar` of a contract, or an address of this page; initials stand in for one that does not load. */
  photo?: string | null | undefined;
  size?: keyof typeof SIZES;
  presence?: PresenceStatus | undefined;
}

export function Avatar({ name, id, photo, size = "medium", presence }: AvatarProps) {
  const words = useTexts(uiTexts).presence;
  const address = usePhoto(photo);
  const [failed, setFailed] = useState<string | null>(null);
  const tone = toneOf(id);
  const pixels = SIZES[size];
  const style: CSSProperties = {
    width: pixels,
    height: pixels,
    fontSize: Math.max(8, pixels * 0.375),
    background: `var(--a${tone})`,
    color: `var(--a${tone}i)`,
  };
  return (
    <span className="relative inline-flex shrink-0">
      {address && address !== failed ? (
        <img
          src={address}
          alt=""
          width={pixels}
          height={pixels}
          draggable={false}
          onError={() => setFailed(address)}
          className="rounded-full object-cover"
          style={{ width: pixels, height: pixels }}
        />
      ) : (
        <span
          aria-hidden="true"
          style={style}
          className="inline-flex items-center justify-center rounded-full leading-none font-semibold tracking-[0.01em] select-none"
        >
          {initialsOf(name)}
        </span>
      )}
      {presence && presence !== "offline" && (
        <span
          title={words[presence]}
          className={classNames(
            "absolute -right-px -bottom-px rounded-full ring-2 ring-surface",
            pixels < 32 ? "size-2" : "size-2.5",
            PRESENCE_LOOKS[presence],
          )}
        >
          <span className="sr-only">{words[presence]}</span>
        </span>
      )}
    </span>
  );
}
