import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { isFilter } from "../lib/desk/conversation-lists.ts";
import { readOrderList } from "../lib/desk/order-list.ts";
import { readProductList } from "../lib/desk/product-list.ts";
import { textInAddress } from "../lib/desk/text-in-address.ts";
import { DeskLayout } from "./desk-layout.tsx";
import { InboxPage } from "./inbox-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { settingsRoutes } from "./settings-routes.ts";

/** Loaded on demand, because of the chart's library. */
const loadLive = () => import("../features/live/components/live-page.tsx");

const loadOrders = () => import("./order-pages.ts");
const loadProducts = () => import("./product-pages.ts");

const toQueue = () => {
  throw redirect({ to: "/inbox/$filter", params: { filter: "queue" } });
};

function checkFilter({ params }: { params: { filter: string } }): void {
  if (!isFilter(params.filter)) toQueue();
}

const root = createRootRoute({ component: DeskLayout, notFoundComponent: NotFoundPage });
const home = createRoute({ getParentRoute: () => root, path: "/", beforeLoad: toQueue });
const inboxHome = createRoute({ getParentRoute: () => root, path: "/inbox", beforeLoad: toQueue });
const live = createRoute({
  getParentRoute: () => root,
  path: "/live",
  component: lazyRouteComponent(loadLive, "LivePage"),
});
const team = createRoute({
  getParentRoute: () => root,
  path: "/team",
  component: lazyRouteComponent(() => import("../features/people/components/team-page.tsx"), "TeamPage"),
});
/** `?q=` is the question. */
function readQuestion({ q }: Record<string, unknown>): { q?: string | undefined } {
  return { q: textInAddress(q, 500) };
}
const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  validateSearch: readOrderList,
  component: lazyRouteComponent(loadOrders, "OrdersPage"),
});
const order = createRoute({
  getParentRoute: () => root,
  path: "/orders/$number",
  component: lazyRouteComponent(loadOrders, "OrderPage"),
});
const products = createRoute({
  getParentRoute: () => root,
  path: "/products",
  validateSearch: readProductList,
  component: lazyRouteComponent(loadProducts, "ProductsPage"),
});
const product = createRoute({
  getParentRoute: () => root,
  path: "/products/$slug",
  component: lazyRouteComponent(loadProducts, "ProductPage"),
});
const catalog = createRoute({
  getParentRoute: () => root,
  path: "/products/shop/catalog",
  component: lazyRouteComponent(loadProducts, "CatalogPage"),
});
const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: readQuestion,
  component: lazyRouteComponent(() => import("../features/search/components/search-page.tsx"), "SearchPage"),
});
/** `?seq=` names a message to go to. */
function readSearch({ seq }: Record<string, unknown>): { seq?: number } {
  return typeof seq === "number" && Number.isSafeInteger(seq) && seq > 0 ? { seq } : {};
}

/** One route component for list and conversation, so that opening one does not render the list again. */
const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox/$filter",
  beforeLoad: checkFilter,
  component: InboxPage,
});
/** The address in mails and push messages: it does not depend on the list or the assignee. */
const linked = createRoute({
  getParentRoute: () => root,
  path: "/conversations/$conversationId",
  validateSearch: readSearch,
  beforeLoad: ({ params: { conversationId }, search: at }) => {
    throw redirect({
      to: "/inbox/$filter/$conversationId",
      params: { filter: "open", conversationId },
      search: at,
      replace: true,
    });
  },
});
const conversation = createRoute({ getParentRoute: () => inbox, path: "$conversationId", validateSearch: readSearch });

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    inboxHome,
    live,
    search,
    orders,
    order,
    products,
    product,
    catalog,
    team,
    linked,
    inbox.addChildren([conversation]),
    settingsRoutes(root),
  ]),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
