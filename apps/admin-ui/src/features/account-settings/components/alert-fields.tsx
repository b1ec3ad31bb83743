import { Switch } from "../../../components/ui/switch.tsx";
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
    <div className="flex flex-col gap-4 px-5 py-4">
      <Switch label={t.sound} isOn={sound} onChange={(isOn) => chooseAlerts({ sound: isOn })} />
      <Switch label={t.desktop} hint={t.desktopHint} isOn={desktop} onChange={(isOn) => void wantDesktop(isOn)} />
    </div>
  );
}
