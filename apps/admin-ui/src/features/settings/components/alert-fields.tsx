import { showNotice } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { alertChoice, chooseAlerts } from "../../alerts/alert-choice.ts";
import { accountTexts } from "../account-texts.ts";

/** Sounds and notifications in this browser; its permission is requested only when they are switched on. */
export function AlertFields() {
  const t = useTexts(accountTexts);
  const { sound, desktop } = useReadable(alertChoice);
  const wantDesktop = async (isWanted: boolean) => {
    const isGranted = !isWanted || (await Notification.requestPermission()) === "granted";
    if (isGranted) chooseAlerts({ desktop: isWanted });
    else showNotice(t.refused);
  };
  return (
    <div className="flex flex-col gap-3 p-5 text-sm">
      <div className="flex items-center gap-2.5">
        <input
          id="alert-sound"
          type="checkbox"
          checked={sound}
          onChange={(event) => chooseAlerts({ sound: event.target.checked })}
          className="size-4 accent-accent"
        />
        <label htmlFor="alert-sound">{t.sound}</label>
      </div>
      <div className="flex items-center gap-2.5">
        <input
          id="alert-desktop"
          type="checkbox"
          checked={desktop}
          onChange={(event) => void wantDesktop(event.target.checked)}
          className="size-4 accent-accent"
        />
        <label htmlFor="alert-desktop">{t.desktop}</label>
      </div>
    </div>
  );
}
