import { useNavigate } from "@tanstack/react-router";
import { rowFrom, shownRows } from "../../lib/desk/shown-rows.ts";
import { useCommand } from "../../lib/desk/commands.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { commandTexts } from "./command-texts.ts";

/** Going from place to place, and from conversation to conversation. */
export function usePlaceCommands(
  names: Record<"inbox" | "search" | "live" | "orders" | "products" | "team" | "settings", string>,
): void {
  const t = useTexts(commandTexts);
  const navigate = useNavigate();
  const go = (to: "/inbox" | "/search" | "/live" | "/orders" | "/products" | "/team" | "/settings") => () =>
    void navigate({ to });
  const openRow = (step: 1 | -1) => {
    const shown = shownRows.getSnapshot();
    const conversationId = shown && rowFrom(shown, step);
    if (!conversationId) return;
    void navigate({ to: "/inbox/$filter/$conversationId", params: { filter: shown.filter, conversationId } });
  };
  useCommand({ id: "go-inbox", label: t.goTo(names.inbox), run: go("/inbox") });
  useCommand({ id: "go-search", label: t.goTo(names.search), run: go("/search") });
  useCommand({ id: "go-live", label: t.goTo(names.live), run: go("/live") });
  useCommand({ id: "go-orders", label: t.goTo(names.orders), run: go("/orders") });
  useCommand({ id: "go-products", label: t.goTo(names.products), run: go("/products") });
  useCommand({ id: "go-team", label: t.goTo(names.team), run: go("/team") });
  useCommand({ id: "go-settings", label: t.goTo(names.settings), run: go("/settings") });
  useCommand({ id: "next-row", label: t.nextRow, key: "j", run: () => openRow(1) });
  useCommand({ id: "previous-row", label: t.previousRow, key: "k", run: () => openRow(-1) });
}
