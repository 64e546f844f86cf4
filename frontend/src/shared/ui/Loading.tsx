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

/** A heading and a few lines, shown while a page or its code is read. */
export function PageSkeleton() {
  const { t } = useTranslation("shared");
  return (
    <Stack gap="lg" role="status" aria-label={t("loading")}>
      <Stack gap="xs">
        <Skeleton height={10} width={120} />
        <Skeleton height={22} width="min(26rem, 80%)" />
      </Stack>
      <Skeleton height={160} radius="lg" />
      <Skeleton height={220} radius="lg" />
    </Stack>
  );
}
