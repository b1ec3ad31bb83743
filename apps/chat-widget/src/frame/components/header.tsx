import { translate } from "../state/language.ts";
import type { Sounds } from "../tabs/sounds.ts";
import { useReadable } from "../state/use-readable.ts";
import { Avatar } from "./avatar.tsx";

export interface HeaderMenu {
  sounds: Sounds;
  onEarlier: (() => void) | undefined;
  /** Present when a transcript can be mailed. */
  onTranscript?: (() => void) | undefined;
}

interface HeaderProps {
  title: string;
  /** Who is online; empty while that is unknown. */
  subtitle: string;
  /** The agents who are online, or the assignee. */
  people?: readonly { name: string; avatar: string | null }[];
  presence?: "online" | "away" | "offline" | undefined;
  menu?: HeaderMenu | undefined;
  onBack?: () => void;
  onClose: () => void;
}

export function Header({ title, subtitle, people, presence, menu, onBack, onClose }: HeaderProps) {
  const shown = people && people.length > 0 ? people : [{ name: title, avatar: null }];
  return (
    <header class="header">
      {onBack ? (
        <button
          type="button"
          class="icon back"
          aria-label={translate("back")}
          title={translate("back")}
          onClick={onBack}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m14 5-7 7 7 7" />
          </svg>
        </button>
      ) : (
        <span class="avatars" aria-hidden="true">
          {shown.map((person) => (
            <Avatar key={person.name} {...person} />
          ))}
        </span>
      )}
      <div class="who">
        <h1>{title}</h1>
        {subtitle && (
          <p>
            {presence && <span class={`dot ${presence}`} aria-hidden="true" />}
            {subtitle}
          </p>
        )}
      </div>
      {menu && <MenuButtons {...menu} />}
      <button
        type="button"
        class="icon"
        aria-label={translate("closeChat")}
        title={translate("closeHint")}
        onClick={onClose}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m6 6 12 12M18 6 6 18" />
        </svg>
      </button>
    </header>
  );
}

function MenuButtons({ sounds, onEarlier, onTranscript }: HeaderMenu) {
  const isOn = useReadable(sounds.isOn);
  const soundLabel = isOn ? translate("soundOff") : translate("soundOn");
  return (
    <>
      {onTranscript && (
        <button
          type="button"
          class="icon"
          aria-label={translate("transcript")}
          title={translate("transcript")}
          onClick={onTranscript}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 6h16v12H4zM4 7l8 6 8-6" />
          </svg>
        </button>
      )}
      {onEarlier && (
        <button
          type="button"
          class="icon"
          aria-label={translate("earlier")}
          title={translate("earlier")}
          onClick={onEarlier}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 12a8 8 0 1 0 2.6-5.9L4 8.500M4 4v4.500h4.500M12 8v4.500l3 1.800" />
          </svg>
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label={soundLabel}
        aria-pressed={isOn}
        title={soundLabel}
        onClick={() => sounds.toggle()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path
            d={isOn ? `${SPEAKER} M16 9a4 4 0 0 1 0 6M18.500 6.500a8 8 0 0 1 0 11` : `${SPEAKER} M16 9.500l5 5m0-5-5 5`}
          />
        </svg>
      </button>
    </>
  );
}

const SPEAKER = "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500z";
