import { Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./Loading.module.css";

/** Lines the height of a table's rows, shown while a list is read. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation("shared");
  return (
    <Stack gap={0} className={classes.rows} role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={12} width={`${58 - ((row * 13) % 30)}%`} />
          <Skeleton height={10} width={`${30 - ((row * 7) % 14)}%`} />
        </div>
      ))}
    </Stack>
  );
}

/** A heading and the lines of a card, shown while a page or its code is read. */
export function PageSkeleton() {
  const { t } = useTranslation("shared");
  return (
    <Stack gap="lg" className={classes.page} role="status" aria-label={t("loading")}>
      <Stack gap="xs">
        <Skeleton height={10} width={120} />
        <Skeleton height={22} width="min(26rem, 80%)" />
      </Stack>
      <div className={classes.card}>
        {[38, 92, 84, 61].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} />
        ))}
      </div>
      <div className={classes.card}>
        {[30, 74, 88].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} />
        ))}
      </div>
    </Stack>
  );
}
