import { Link } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { defineTexts, useTexts } from "../../../lib/language/texts.ts";

const texts = defineTexts(
  {
    title: "Your role does not include this",
    text: "Somebody who runs your company's account can change it for you.",
    action: "Go to your account",
  },
  {
    title: "Ihre Rolle umfasst das nicht",
    text: "Wer das Konto Ihres Unternehmens verwaltet, kann es für Sie ändern.",
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
        <Link to="/settings/account" className="text-sm font-medium text-accent-text underline">
          {t.action}
        </Link>
      }
    >
      {t.text}
    </PanelMessage>
  );
}
