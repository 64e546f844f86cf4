import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EntryPage } from "@/shared/api/entry";
import { codesQuery } from "@/shared/code/codes";
import shared from "@/shared/i18n/locales/pl.json";
import entries from "../locales/pl.json";
import { ConflictPanel } from "./ConflictPanel";
import { type Written, writtenOf } from "./desk";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: "pl",
    resources: { pl: { shared, entries } },
    defaultNS: "shared",
    interpolation: { escapeValue: false },
  });
});

afterEach(cleanup);

const written = (title: string, description: string, impact: number | null): Written => {
  const content = {
    title: { pl: title },
    teaser: {},
    description: { pl: description },
    confidential: {},
    attachments: [],
  };
  const page = {
    kind: "need",
    version: 1,
    content: { ...content, keywords: [], concepts: [], pkd: "", visibility: "teaser" },
  };
  const { value } = writtenOf(page as unknown as EntryPage);
  return { ...value, need: value.need && { ...value.need, impact } };
};

const base = written("Folia", "", null);
const mine = written("Folia moja", "Mój opis", null);
const theirs = written("Folia ich", "", 4);

function show(withBase: boolean) {
  const resolved: unknown[] = [];
  const queryClient = new QueryClient();
  // The coded lists are there already, so that nothing is asked of a server.
  queryClient.setQueryData(codesQuery.queryKey, {
    voivodeships: [],
    sectors: [],
    languages: [],
    pkd: [],
    kis: [],
  } as never);
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider>
        <ConflictPanel
          kind="need"
          mine={mine}
          theirs={theirs}
          base={withBase ? base : undefined}
          onResolve={(choice) => resolved.push(choice)}
        />
      </MantineProvider>
    </QueryClientProvider>,
  );
  const field = (name: RegExp) => within(screen.getByRole("radiogroup", { name }));
  const apply = () => screen.getByRole<HTMLButtonElement>("button", { name: entries.conflict.apply });
  return { resolved, field, apply };
}

describe("ConflictPanel", () => {
  it("asks only about what both changed and keeps both people's other work", () => {
    const { resolved, field, apply } = show(true);
    expect(apply().disabled).toBe(true);
    fireEvent.click(field(/Tytuł/).getByRole("radio", { name: entries.conflict.mine }));
    expect(apply().disabled).toBe(false);
    fireEvent.click(apply());
    expect(resolved).toHaveLength(1);
    const { value } = resolved[0] as { value: Written };
    expect([value.title.pl, value.description.pl, value.need?.impact]).toEqual(["Folia moja", "Mój opis", 4]);
  });

  it("says a value in words, and an empty one as empty", () => {
    const { field } = show(true);
    const impact = field(/Wpływ/);
    expect(impact.getByText(`4 – ${shared.impact["4"]}`)).toBeTruthy();
    expect(impact.getByText(shared.stale.empty)).toBeTruthy();
  });

  it("asks about everything when nobody knows what both began from", () => {
    const { resolved, apply } = show(false);
    expect(apply().disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: entries.conflict.allTheirs }));
    fireEvent.click(apply());
    expect(resolved).toEqual([{ value: theirs }]);
  });
});
