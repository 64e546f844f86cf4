import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

export type Rematch = Schemas["Rematch"];
export type WeightsPage = Schemas["WeightsPage"];
export type WeightsVersion = Schemas["WeightsVersion"];
export type Report = Schemas["LearningReport"];

export const REMATCH = ["platform", "rematch"] as const;
export const WEIGHTS = ["platform", "weights"] as const;

const PULSE = 1_000;

export const isRunning = (run: Rematch | undefined) => run?.state === "running" || run?.state === "telling";

/** The run that matches everything anew; read again every second while there is one. */
export const rematchQuery = queryOptions({
  queryKey: REMATCH,
  queryFn: ({ signal }) => api.get<Rematch>("/matching/rematch", { signal }),
  refetchInterval: ({ state }) => (isRunning(state.data) ? PULSE : false),
});

export const startRematch = () => api.post<Rematch>("/matching/rematch");

export const weightsQuery = queryOptions({
  queryKey: WEIGHTS,
  queryFn: ({ signal }) => api.get<WeightsPage>("/matching/weights", { signal }),
});

export const activateWeights = (version: string) =>
  api.post<WeightsPage>(`/matching/weights/${encodeURIComponent(version)}/activate`);
