import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { Search } from "@/shared/filters/search";
import { useKeys } from "@/shared/keys/keys";
import { matchesQuery } from "./api";
import { queryOf, searchOf } from "./listQuery";

/** Where a match stands in the list that led to it, and the way to the ones beside it. */
export function Neighbours({ id, search }: { id: string; search: Search }) {
  const { t } = useTranslation("matches");
  const navigate = useNavigate();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    matchesQuery(queryOf(search)),
  );
  const items = itemsOf(data);
  const at = items.findIndex((item) => item.id === id);
  const [before, after] = at < 0 ? [] : [items[at - 1], items[at + 1]];
  useEffect(() => {
    if (at >= 0 && at === items.length - 1 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [at, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const list = searchOf(search);
  const go = (item: { id: string } | undefined) =>
    item && void navigate({ to: "/matches/$id", params: { id: item.id }, search: list });
  useKeys({ j: () => go(after), k: () => go(before) });
  if (at < 0) return null;
  const link = (item: { id: string } | undefined, text: string) =>
    item && (
      <>
        {" · "}
        <Link to="/matches/$id" params={{ id: item.id }} search={list}>
          {text}
        </Link>
      </>
    );
  return (
    <span>
      {t("page.position", { position: at + 1, total: data?.pages[0]?.total ?? items.length })}
      {link(before, t("page.previous"))}
      {link(after, t("page.next"))}
    </span>
  );
}
