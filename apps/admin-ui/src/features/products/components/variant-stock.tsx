import type { Variant } from "@chorus/contracts/entities/catalogue";
import { reachOf } from "@chorus/contracts/permissions";
import type { StockLevel } from "@chorus/contracts/routes/stock";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useLevels, useLocations } from "../api/use-product.ts";
import { productTexts } from "../product-texts.ts";
import { StockDialog } from "./stock-dialog.tsx";

/** What lies of a variant at each location, and a way to say what came, is gone, was counted or moved. */
export function VariantStock({ variant }: { variant: Variant }) {
  const t = useTexts(productTexts);
  const { user } = useDeskSession();
  const levels = useLevels(variant.id);
  const locations = useLocations();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <Loaded query={levels}>
        {(items) =>
          items.length === 0 ? (
            <p className="text-sm text-ink-3">{t.noLevels}</p>
          ) : (
            <LevelTable levels={items} nameOf={(id) => locations.data?.find((one) => one.id === id)?.name ?? ""} />
          )
        }
      </Loaded>
      {reachOf(user.role, "stock.manage") !== null && (
        <Button disabled={!locations.data} onClick={() => setIsChanging(true)}>
          {t.changeStock}
        </Button>
      )}
      {isChanging && locations.data && (
        <StockDialog variant={variant} locations={locations.data} onClose={() => setIsChanging(false)} />
      )}
    </div>
  );
}

function LevelTable({ levels, nameOf }: { levels: readonly StockLevel[]; nameOf: (locationId: string) => string }) {
  const t = useTexts(productTexts);
  const columns = [t.onHand, t.allocated, t.held, t.available];
  return (
    <table aria-label={t.stock} className="w-full max-w-xl text-left text-sm">
      <thead>
        <tr className="text-xs text-ink-3">
          <th scope="col" className="py-1 pr-3 font-medium">
            {t.location}
          </th>
          {columns.map((name) => (
            <th key={name} scope="col" className="py-1 pl-3 text-right font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {levels.map(({ locationId, onHand, allocated, held, available }) => (
          <tr key={locationId}>
            <th scope="row" className="py-1 pr-3 font-normal">
              <bdi>{nameOf(locationId)}</bdi>
            </th>
            {[onHand, allocated, held, available].map((units, column) => (
              <td key={columns[column]} className="py-1 pl-3 text-right tabular-nums last:font-medium">
                {formatNumber(units)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
