import { Link } from "@tanstack/react-router";
import { MapPinOff } from "lucide-react";
import { PanelMessage } from "../components/ui/panel-message.tsx";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

export function NotFoundPage() {
  const t = useTexts(appTexts).notFound;
  return (
    <main className="min-w-0 flex-1 bg-surface">
      <PanelMessage
        icon={MapPinOff}
        title={t.title}
        action={
          <Link
            to="/inbox/$filter"
            params={{ filter: "queue" }}
            className="text-sm font-medium text-accent-ink underline"
          >
            {t.toInbox}
          </Link>
        }
      >
        {t.text}
      </PanelMessage>
    </main>
  );
}
