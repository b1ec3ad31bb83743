import type { RouteSpec } from "@chorus/contracts/routes/define-route";

/** What a client needs of a route at run time. Every contract route has it. */
export type RouteAddress = Pick<RouteSpec, "service" | "method" | "path" | "access">;

declare const contract: unique symbol;

/** A route without its schemas; `Spec` is known to the compiler only. */
export type RouteRef<Spec extends RouteSpec> = RouteAddress & { readonly [contract]: Spec };

/** The contract behind a route or a {@link RouteRef}. */
export type SpecOf<Route> = Route extends RouteSpec ? Route : Route extends RouteRef<infer Spec> ? Spec : never;

/**
 * A route without its schemas, for bundles that must stay small: the contract is imported as a type only, and the compiler
 * checks that method, path, service and access are the contract's.
 *
 * @example
 * import type { createWidgetSession } from "@chorus/contracts/routes/widget";
 * const create = routeRef<typeof createWidgetSession>({
 *   service: "chat-service", method: "POST", path: "/api/v1/widget/sessions", access: "public",
 * });
 */
export function routeRef<Spec extends RouteSpec>(
  address: Pick<Spec, "service" | "method" | "path" | "access">,
): RouteRef<Spec> {
  return address as RouteAddress as RouteRef<Spec>;
}
