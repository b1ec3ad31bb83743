import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
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
  const roleNames: Partial<Record<string, string>> = t.values;
  const sayValue = (value: unknown) => roleNames[String(value)] ?? String(value);
  /** Names of fields and roles, without ids. */
  const formatDetail = ({ detail }: AuditEntry) =>
    Object.entries(detail)
      .map(([name, value]) => {
        const said = Array.isArray(value) ? value.map(sayValue).join(", ") : sayValue(value);
        return `${detailNames[name] ?? name}: ${said}`;
      })
      .join("; ");
  const columns: readonly Column<AuditEntry>[] = [
    {
      name: "action",
      title: t.columns.action,
      renderCell: (entry) => (
        <span title={entry.action} className="font-medium">
          {formatAction(entry.action)}
        </span>
      ),
      className: "md:w-[30%]",
    },
    {
      name: "actor",
      title: t.columns.actor,
      renderCell: (entry) => <bdi className="break-words">{nameOf(entry)}</bdi>,
    },
    {
      name: "detail",
      title: t.columns.detail,
      renderCell: (entry) =>
        Object.keys(entry.detail).length > 0 && (
          <span className="text-xs break-words text-ink-3">{formatDetail(entry)}</span>
        ),
      className: "md:w-[30%]",
    },
    {
      name: "at",
      title: t.columns.at,
      isEnd: true,
      renderCell: (entry) => (
        <time dateTime={entry.at} className="whitespace-nowrap text-ink-2">
          {formatMoment(entry.at)}
        </time>
      ),
    },
  ];
  return <DataTable label={t.entries} columns={columns} rows={entries} keyOf={({ number }) => String(number)} />;
}
