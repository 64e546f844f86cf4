import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { loadTexts } from "@/shared/i18n/i18n";

/**
 * A page that is loaded when it is first needed, together with its texts. `load` imports the module, `name`
 * is the page's export there.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
  ...namespaces: string[]
) {
  const component = lazyRouteComponent<Record<Name, ComponentType>, Name>(load, name);
  return {
    component,
    loader: async () => {
      await loadTexts(...namespaces);
    },
  };
}
