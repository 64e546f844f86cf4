import { loose } from "@/shared/i18n/loose";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { type Column, DataTable } from "@/shared/table/DataTable";
import type { WeightsVersion } from "./api";
import classes from "./platform.module.css";

type Row = WeightsVersion["weights"][number];
const DIGITS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** How much each component counts, beside the same in the shipped version. */
export function WeightsTable({ version }: { version: WeightsVersion }) {
  const { t } = useTranslation("platform");
  const { t: words } = useTranslation("matches");
  const format = useFormat();
  const columns: Column<Row>[] = [
    {
      key: "component",
      header: t("weights.component"),
      primary: true,
      cell: ({ component }) => loose(words)(`component.${component}`, { defaultValue: component }),
    },
    {
      key: "weight",
      header: version.shipped ? t("weights.weight") : t("weights.proposed"),
      align: "right",
      cell: ({ weight }) => format.number(weight, DIGITS),
    },
  ];
  if (!version.shipped)
    columns.splice(
      1,
      0,
      {
        key: "shipped",
        header: t("weights.default"),
        align: "right",
        cell: ({ shipped }) => format.number(shipped, DIGITS),
      },
      {
        key: "change",
        header: t("weights.change"),
        align: "right",
        cell: ({ weight, shipped }) => (
          <span className={classes.part}>
            {format.number(weight - shipped, { ...DIGITS, signDisplay: "exceptZero" })}
          </span>
        ),
      },
    );
  return (
    <DataTable
      caption={t("weights.caption", { version: version.version })}
      columns={columns}
      rows={version.weights}
      rowKey={({ component }) => component}
    />
  );
}
