import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import type { AuditEntry } from "../api/use-audit-log.ts";
import { auditTexts, NAMED_ACTIONS } from "../audit-texts.ts";

interface AuditTableProps {
  entries: readonly AuditEntry[];
  nameOf: (entry: AuditEntry) => string;
}

export function AuditTable({ entries, nameOf }: AuditTableProps) {
  const t = useTexts(auditTexts);
  const formatAction = (action: string) => {
    const known = NAMED_ACTIONS.find((name) => name === action);
    return known ? t.actions[known] : action;
  };
  const detailNames: Partial<Record<string, string>> = t.details;
  /** Names of fields and roles, without ids. */
  const formatDetail = ({ detail }: AuditEntry) =>
    Object.entries(detail)
      .map(
        ([name, value]) => `${detailNames[name] ?? name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`,
      )
      .join("; ");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- wide content scrolls by itself, with the keyboard, too
    <section aria-label={t.entries} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-140 text-left text-sm">
        <thead className="text-xs text-ink-mute">
          <tr className="border-b border-line">
            {[t.columns.at, t.columns.action, t.columns.actor, t.columns.detail].map((name) => (
              <th key={name} scope="col" className="px-3 sm:px-5 py-2.5 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {entries.map((entry) => (
            <tr key={entry.number} className="align-top">
              <td className="px-3 sm:px-5 py-2.5 whitespace-nowrap tabular-nums">
                <time dateTime={entry.at}>{formatMoment(entry.at)}</time>
              </td>
              <td className="px-3 sm:px-5 py-2.5" title={entry.action}>
                {formatAction(entry.action)}
              </td>
              <td className="max-w-48 px-3 sm:px-5 py-2.5 break-words">{nameOf(entry)}</td>
              <td className="max-w-64 px-3 sm:px-5 py-2.5 text-xs break-words text-ink-mute">{formatDetail(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
