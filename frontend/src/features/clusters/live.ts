import type { Live } from "@/shared/live/invalidation";

export const live: Live = {
  cluster: [["clusters"]],
  organisation: [["clusters"], ["organisations", "list"]],
  membership: [["memberships"], ["clusters"], ["organisations"]],
  person: [["people"]],
  invitation: [["people"]],
};
