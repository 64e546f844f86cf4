/** The order after a click on a column's head: the column's natural direction first, then the other one. */
export function nextSort(
  key: string,
  now: "ascending" | "descending" | undefined,
  downwards: boolean | undefined,
): string {
  if (!now) return downwards ? `-${key}` : key;
  return now === "ascending" ? `-${key}` : key;
}
