import { Link } from "@tanstack/react-router";
import { MapPinOff } from "lucide-react";
import { PanelMessage } from "../components/ui/panel-message.tsx";

export function NotFoundPage() {
  return (
    <main className="min-w-0 flex-1 bg-surface">
      <PanelMessage
        icon={MapPinOff}
        title="There is nothing here"
        action={
          <Link
            to="/inbox/$filter"
            params={{ filter: "queue" }}
            className="text-sm font-medium text-accent-text underline"
          >
            Go to the inbox
          </Link>
        }
      >
        The address may be mistyped or out of date.
      </PanelMessage>
    </main>
  );
}
