import { Link, useParams } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { Logo } from "../components/ui/logo.tsx";
import { AccountMenu } from "../features/account/components/account-menu.tsx";
import { classNames } from "../lib/class-names.ts";

/** The leftmost column; on a phone a bar below the list. */
export function Rail() {
  const isReading = useParams({ strict: false }).conversationId !== undefined;
  return (
    <nav
      aria-label="Chorus"
      className={classNames(
        "flex shrink-0 items-center gap-2 border-line bg-canvas",
        "md:w-14 md:flex-col md:border-r md:py-3",
        "max-md:h-14 max-md:border-t max-md:px-4",
        isReading && "max-md:hidden",
      )}
    >
      <span className="mb-2 max-md:hidden">
        <Logo size={30} />
      </span>
      <Link
        to="/inbox/$filter"
        params={{ filter: "queue" }}
        aria-label="Inbox"
        title="Inbox"
        className="inline-flex size-10 items-center justify-center rounded-card bg-accent-soft text-accent-text"
      >
        <Inbox aria-hidden="true" size={20} strokeWidth={1.9} />
      </Link>
      <span className="md:mt-auto max-md:ml-auto">
        <AccountMenu />
      </span>
    </nav>
  );
}
