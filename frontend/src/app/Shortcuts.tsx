import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useKeys } from "@/shared/keys/keys";

const Keys = lazy(() => import("./Keys"));

/** The shortcuts of every page: into the first list, to the search, and the list of shortcuts. */
export function Shortcuts() {
  const [shown, setShown] = useState(false);
  const navigate = useNavigate();
  useKeys({
    j: enterList,
    k: enterList,
    "/": () => {
      const field = document.querySelector<HTMLElement>("main input[type=search]");
      if (field) field.focus();
      else void navigate({ to: "/search" });
    },
    "?": () => setShown(true),
  });
  return shown ? (
    <Suspense>
      <Keys onClose={() => setShown(false)} />
    </Suspense>
  ) : null;
}

/** The first press brings the focus into the list; inside it the table moves it on. False where there is no list. */
function enterList(): boolean {
  const first = document.querySelector<HTMLElement>("main tbody a[href], main tbody button:not([disabled])");
  if (!first || document.activeElement?.closest("tbody")) return false;
  first.focus();
  return true;
}
