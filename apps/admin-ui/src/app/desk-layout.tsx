import { Outlet } from "@tanstack/react-router";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Rail } from "./rail.tsx";

export function DeskLayout() {
  return (
    <div className="flex h-dvh flex-col">
      <ConnectionBanner />
      <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
        <Rail />
        <Outlet />
      </div>
    </div>
  );
}
