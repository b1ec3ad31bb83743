import { Avatar } from "../components/ui/avatar.tsx";
import { Badge } from "../components/ui/badge.tsx";
import { Card, Section } from "../components/ui/card.tsx";
import { CodeSample } from "../components/ui/code-sample.tsx";
import { type Column, DataTable } from "../components/ui/data-table.tsx";
import { Distribution } from "../components/ui/distribution.tsx";
import { LoadBar } from "../components/ui/load-bar.tsx";
import { TextField } from "../components/ui/text-field.tsx";
import { useTexts } from "../lib/language/texts.ts";
import { galleryTexts } from "./gallery-texts.ts";

interface Row {
  name: string;
  open: number;
}

export function DataSamples() {
  const t = useTexts(galleryTexts);
  const rows = Object.values(t.people).map((name, index) => ({ name, open: index * 2 + 1 }));
  const columns: readonly Column<Row>[] = [
    {
      name: "person",
      title: t.columns.person,
      renderCell: ({ name }) => (
        <span className="flex items-center gap-2.5 font-medium">
          <Avatar id={name} name={name} size="small" />
          <span className="min-w-0">{name}</span>
        </span>
      ),
    },
    {
      name: "status",
      title: t.columns.status,
      renderCell: ({ open }) => <Badge tone={open > 4 ? "amber" : "green"}>{t.tabs.all}</Badge>,
    },
    {
      name: "open",
      title: t.columns.open,
      isEnd: true,
      renderCell: ({ open }) => <LoadBar open={open} capacity={5} label={t.load(open)} />,
    },
  ];
  return (
    <>
      <Card title={t.columns.person}>
        <DataTable
          label={t.columns.person}
          columns={columns}
          rows={rows}
          keyOf={({ name }) => name}
          renderDetails={() => <p className="text-sm">{t.details}</p>}
        />
      </Card>
      <Card>
        <Section title={t.name} hint={t.hint}>
          <TextField label={t.name} defaultValue={t.people.one} />
        </Section>
        <Section title={t.text} hint={t.hint}>
          <CodeSample code="Chorus.open();" />
        </Section>
        <Section title={t.distribution} hint={t.hint}>
          <Distribution label={t.distribution} counts={[1, 8, 40, 24, 6, 0, 1]} warnFrom={5} />
          <Distribution
            label={t.distribution}
            counts={[1, 8, 40, 24, 6, 0, 1]}
            warnFrom={5}
            marks={["1", "2", "5", "10", "20", "50", "100"]}
          />
          <Distribution label={t.distribution} counts={[0, 0, 0, 0, 0, 0, 0]} warnFrom={5} />
        </Section>
      </Card>
    </>
  );
}
