import { translate } from "../state/language.ts";
import { Faces, type Person } from "./avatar.tsx";
import { IconButton } from "./icon-button.tsx";
import { MoreMenu, type MenuActions } from "./more-menu.tsx";

interface HeaderProps {
  title: string;
  /** Who is there, or how soon; empty while that is not known. */
  line?: string;
  people?: readonly Person[];
  presence?: Presence | undefined;
  menu?: MenuActions | undefined;
  onBack?: (() => void) | undefined;
  onClose: () => void;
}

export type Presence = "online" | "away" | "offline";

export function Header({ title, line, people = [], presence, menu, onBack, onClose }: HeaderProps) {
  return (
    <header class="header">
      {onBack && <IconButton icon="back" label={translate("back")} onClick={onBack} />}
      {people.length > 0 && <Faces people={people} size={32} />}
      <div class="who">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {line && (
          <p>
            {presence && <PresenceDot presence={presence} />}
            <span class="cut">{line}</span>
          </p>
        )}
      </div>
      {menu && <MoreMenu {...menu} />}
      <CloseButton onClose={onClose} />
    </header>
  );
}

export function PresenceDot({ presence }: { presence: Presence }) {
  return <span class={`dot ${presence}`} aria-hidden="true" />;
}

export function CloseButton({ onClose }: { onClose: () => void }) {
  return <IconButton icon="close" label={translate("closeChat")} hint={translate("closeHint")} onClick={onClose} />;
}
