import { Link } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { defineTexts, useTexts } from "../../../lib/language/texts.ts";

const texts = defineTexts(
  {
    title: "Your role does not include this",
    text: "Ask an owner or admin of your company.",
    action: "Go to your account",
  },
  {
    title: "Dafür fehlt Ihrer Rolle die Berechtigung",
    text: "Fragen Sie jemanden aus der Administration Ihres Unternehmens.",
    action: "Zu Ihrem Konto",
  },
);

export function NoSuchSetting() {
  const t = useTexts(texts);
  return (
    <PanelMessage
      icon={LockKeyhole}
      title={t.title}
      action={
        <Link to="/settings/account" className="text-sm font-medium text-accent-ink underline">
          {t.action}
        </Link>
      }
    >
      {t.text}
    </PanelMessage>
  );
}
