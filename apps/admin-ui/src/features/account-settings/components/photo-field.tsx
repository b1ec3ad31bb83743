import { useRef } from "react";
import { PHOTO_TYPES } from "@chorus/contracts/routes/people";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { accountTexts } from "../account-texts.ts";
import { useOwnPhoto } from "../api/use-own-photo.ts";
import { useFileDrop } from "./use-file-drop.ts";

/** One's own photo: chosen or dropped, shown while it is on its way, and removed. */
export function PhotoField() {
  const t = useTexts(accountTexts);
  const { user } = useDeskSession();
  const input = useRef<HTMLInputElement>(null);
  const { preview, send, remove, isBusy, error, tryAgain, news } = useOwnPhoto();
  const { isOver, handlers } = useFileDrop((file) => !isBusy && send(file));
  return (
    <fieldset
      aria-label={t.photo}
      className={classNames("flex items-center gap-4 p-5 transition-colors duration-120", isOver && "bg-accent-soft")}
      {...handlers}
    >
      <span className={classNames("inline-flex shrink-0", isBusy && "animate-wait")}>
        <Avatar name={user.name} id={user.id} photo={preview ?? user.avatar} size="huge" />
      </span>
      <div className="flex min-w-0 flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          <Button disabled={isBusy} onClick={() => input.current?.click()}>
            {user.avatar ? t.changePhoto : t.uploadPhoto}
          </Button>
          {user.avatar && (
            <Button look="quiet" disabled={isBusy} onClick={remove}>
              {t.removePhoto}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept={PHOTO_TYPES.join(",")}
          aria-label={t.photo}
          className="hidden"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // So that the same file can be chosen again.
            target.value = "";
            if (file) send(file);
          }}
        />
        {error ? (
          <PhotoError text={error} onTryAgain={tryAgain} />
        ) : (
          <output className="text-xs text-ink-3">
            {isOver ? t.drop : (news ?? t.photoHint)}{" "}
            {!isOver && !news && <span className="pointer-coarse:hidden">{t.dropHint}</span>}
          </output>
        )}
      </div>
    </fieldset>
  );
}

function PhotoError({ text, onTryAgain }: { text: string; onTryAgain: (() => void) | null }) {
  const t = useTexts(uiTexts);
  return (
    <p role="alert" className="text-xs text-red-ink">
      {text}{" "}
      {onTryAgain && (
        <button type="button" className="font-medium underline underline-offset-2" onClick={onTryAgain}>
          {t.tryAgain}
        </button>
      )}
    </p>
  );
}
