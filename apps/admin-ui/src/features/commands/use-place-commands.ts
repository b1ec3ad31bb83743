import { useNavigate } from "@tanstack/react-router";
import { useCommand } from "../../lib/desk/commands.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { commandTexts } from "./command-texts.ts";

/** Rows of the list that is shown. */
const rows = () => [...document.querySelectorAll<HTMLAnchorElement>("[data-row]")];

function openRow(step: 1 | -1): void {
  const links = rows();
  const current = links.findIndex((link) => link.getAttribute("aria-current") === "page");
  const next = current === -1 ? links[0] : links[current + step];
  next?.click();
  next?.scrollIntoView({ block: "nearest" });
}

/** Going from place to place, and from conversation to conversation. */
export function usePlaceCommands(names: Record<"inbox" | "search" | "live" | "team" | "settings", string>): void {
  const t = useTexts(commandTexts);
  const navigate = useNavigate();
  const go = (to: "/inbox" | "/search" | "/live" | "/team" | "/settings") => () => void navigate({ to });
  useCommand({ id: "go-inbox", label: t.goTo(names.inbox), run: go("/inbox") });
  useCommand({ id: "go-search", label: t.goTo(names.search), run: go("/search") });
  useCommand({ id: "go-live", label: t.goTo(names.live), run: go("/live") });
  useCommand({ id: "go-team", label: t.goTo(names.team), run: go("/team") });
  useCommand({ id: "go-settings", label: t.goTo(names.settings), run: go("/settings") });
  useCommand({ id: "next-row", label: t.nextRow, key: "j", run: () => openRow(1) });
  useCommand({ id: "previous-row", label: t.previousRow, key: "k", run: () => openRow(-1) });
}
