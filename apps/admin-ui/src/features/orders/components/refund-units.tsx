import type { Order } from "@chorus/contracts/entities/order";
import { useId, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { describedBy, fieldLook } from "../../../components/ui/field.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import type { Refundable } from "../money/refund-preview.ts";
import { moneyTexts } from "../money-texts.ts";

interface RefundUnitsProps {
  order: Order;
  lines: Refundable["lines"];
  /** How many of each line; null for what cannot be read. */
  units: ReadonlyMap<string, number | null>;
  onChange: (lineId: string, count: number | null) => void;
  onAll: () => void;
}

/** How many units of each line are given back. */
export function RefundUnits({ order, lines, units, onChange, onAll }: RefundUnitsProps) {
  const t = useTexts(moneyTexts);
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="contents">
        <span className="flex items-center text-sm font-medium">
          <span className="flex-1">{t.units}</span>
          <Button look="quiet" className="-mr-3" onClick={onAll}>
            {t.everything}
          </Button>
        </span>
      </legend>
      {lines.map((line) => (
        <Row
          key={line.id}
          line={line}
          of={order.lines.find(({ id }) => id === line.id)!}
          count={units.get(line.id)}
          onChange={(count) => onChange(line.id, count)}
        />
      ))}
    </fieldset>
  );
}

interface RowProps {
  line: Refundable["lines"][number];
  of: Order["lines"][number];
  count: number | null | undefined;
  onChange: (count: number | null) => void;
}

function Row({ line, of, count, onChange }: RowProps) {
  const t = useTexts(moneyTexts);
  const id = useId();
  const [text, setText] = useState("");
  // What was chosen elsewhere ("everything") is shown as that.
  const shown = count === null || count === undefined ? text : count === 0 && text.trim() === "" ? "" : String(count);
  const most = line.unitsLeft;
  const isWrong = count === null || (count ?? 0) > most;
  const problem = isWrong ? t.unitsProblem(formatNumber(most)) : undefined;
  const name = [of.name, ...of.options.map(({ value }) => value)].join(" · ");
  const type = (typed: string) => {
    setText(typed);
    onChange(typed.trim() === "" ? 0 : /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null);
  };
  return (
    <div className="border-b border-line py-2 last:border-0">
      <div className="flex items-center gap-3">
        <label htmlFor={id} className="min-w-0 flex-1 leading-tight">
          <bdi className="block text-sm break-words">{name}</bdi>
          <span className="text-xs text-ink-3">
            {most === 0 ? t.givenBack : t.eachOf(formatMoney({ ...of.total, amount: line.costOf(1) }))}
          </span>
        </label>
        <input
          id={id}
          inputMode="numeric"
          placeholder={formatNumber(0)}
          value={shown}
          disabled={most === 0}
          {...describedBy(id, { problem })}
          onChange={({ target }) => type(target.value)}
          className={classNames(fieldLook(problem), "w-14 text-right tabular-nums")}
        />
        <span className="w-12 shrink-0 text-sm whitespace-nowrap text-ink-3">{t.ofUnits(formatNumber(most))}</span>
      </div>
      {problem && (
        <p id={`${id}-note`} className="mt-1 text-right text-xs text-red-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
