import { Alert, Button, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { EntryItem } from "@/shared/api/entry";
import { api } from "@/shared/api/request";
import { textIn } from "@/shared/api/text";
import { useLanguage } from "@/shared/i18n/useFormat";
import type { Decision } from "./useReview";

/** After a decision: what was done, and the next entry that waits for the same auditor. */
export function NextInQueue({ decided, decision }: { decided: string; decision: Decision }) {
  const { t } = useTranslation("entries");
  const language = useLanguage();
  const { data, isPending } = useQuery({
    queryKey: ["queue", "next", decided],
    queryFn: ({ signal }) =>
      api.get<{ items: EntryItem[] }>("/queue", { query: { assigned: "me", limit: 5 }, signal }),
  });
  const place = useRef<HTMLDivElement>(null);
  // The decided form is gone, and the focus with it: it goes to the next entry, or meanwhile to what was done.
  useEffect(() => {
    const link = place.current?.querySelector("a");
    (link ?? place.current)?.focus();
  }, [isPending]);
  const next = data?.items.find(({ id, blocked }) => id !== decided && !blocked);
  return (
    <Alert
      ref={place}
      tabIndex={-1}
      variant="default"
      role="status"
      title={decision === "approve" ? t("review.doneApproved") : t("review.doneChanges")}
    >
      {isPending && <Skeleton height={36} width={280} />}
      {!isPending && !next && <Text mb="sm">{t("review.noNext")}</Text>}
      <Group gap="sm">
        {next && (
          <Button
            renderRoot={(props) => <Link to="/entries/$id/review" params={{ id: next.id }} {...props} />}
          >
            {t("review.next", { title: textIn(next.title, language) || t("list.untitled") })}
          </Button>
        )}
        <Button variant={next ? "default" : "filled"} renderRoot={(props) => <Link to="/queue" {...props} />}>
          {t("review.toQueue")}
        </Button>
      </Group>
    </Alert>
  );
}
