import { Bell } from "@/features/notifications/Bell";
import { AccountMenu } from "./AccountMenu";
import type { Place } from "./places";

/** Bell and account menu: loaded after the page itself, because nothing on it depends on them. */
export function Tools({ places }: { places: Place[] }) {
  return (
    <>
      <Bell />
      <AccountMenu places={places} />
    </>
  );
}
