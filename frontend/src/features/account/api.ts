import { api } from "@/shared/api/request";

export async function signOut() {
  await api.delete("/session");
}
