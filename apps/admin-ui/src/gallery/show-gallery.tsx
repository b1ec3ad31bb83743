import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { Tooltip } from "radix-ui";
import { createRoot } from "react-dom/client";
import { Notices } from "../components/ui/notices.tsx";
import { Gallery } from "./gallery.tsx";

/** Every control in all its states, only where the desk is developed. `?dark` shows the whole page dark. */
export function showGallery(root: HTMLElement): void {
  const isDark = new URLSearchParams(window.location.search).has("dark");
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  const router = createRouter({
    routeTree: createRootRoute({ component: Gallery }),
    history: createMemoryHistory(),
  });
  createRoot(root).render(
    <Tooltip.Provider delayDuration={400}>
      {/* The types of links are those of the desk's own router. */}
      <RouterProvider router={router as never} />
      <Notices />
    </Tooltip.Provider>,
  );
}
