import type { Location } from "@chorus/contracts/routes/stock";
import { Pencil, Plus, Warehouse } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useLocations } from "../api/use-product.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { LocationDialog } from "./location-dialog.tsx";

/** Where stock lies, in the order in which orders are taken from it. */
export function LocationsCard({ canManage }: { canManage: boolean }) {
  const t = useTexts(catalogTexts);
  const locations = useLocations();
  const [edited, setEdited] = useState<Location | "new" | null>(null);
  const add = canManage && (
    <Button look="quiet" className="-mr-2 h-7 px-2" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" size={15} />
      {t.newLocation}
    </Button>
  );
  return (
    <>
      <Loaded query={locations} skeleton={<RowsSkeleton rows={2} />}>
        {(all) => (
          <Card title={t.locations} {...(all.length > 0 && { action: add })}>
            {all.length === 0 ? (
              <PanelMessage icon={Warehouse} title={t.noLocations} action={add}>
                {t.noLocationsHint}
              </PanelMessage>
            ) : (
              <ul aria-label={t.locations} className="divide-y divide-line">
                {all.map((location) => (
                  <li
                    key={location.id}
                    className="flex min-h-11 items-center gap-3 px-4 py-1 text-sm hover:bg-hover md:px-5"
                  >
                    <span className="w-6 text-right text-xs text-ink-3 tabular-nums" title={t.rank}>
                      {formatNumber(location.rank)}
                    </span>
                    <bdi className="min-w-0 flex-1 font-medium break-words">{location.name}</bdi>
                    <bdi className="text-xs text-ink-3">{location.code}</bdi>
                    {canManage && (
                      <IconButton label={t.editLocation(location.name)} onClick={() => setEdited(location)}>
                        <Pencil aria-hidden="true" size={14} />
                      </IconButton>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )}
      </Loaded>
      {edited && (
        <LocationDialog
          location={edited === "new" ? null : edited}
          lastRank={locations.data?.at(-1)?.rank ?? 0}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
