import type { ComponentType } from "react";
import { loadTexts } from "@/shared/i18n/i18n";
import { loadable } from "@/shared/lazy/loadable";

/**
 * A page that is loaded when it is first needed, together with its texts, or before while nothing else is to do.
 * `load` imports the module, `name` is the page's export there. The router's own lazy components would load the
 * whole document anew where the code cannot be had: without a connection that is the browser's error page.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
  ...namespaces: string[]
) {
  const page = loadable(async () => {
    const [module] = await Promise.all([load(), loadTexts(...namespaces)]);
    return module[name];
  });
  return {
    component: function LazyPage() {
      const Page: ComponentType | undefined = page.now;
      return Page ? <Page /> : null; // the loader has been waited for
    },
    loader: async ({ preload }: { preload: boolean }) => {
      await (preload ? page.ahead() : page());
      // After a change of language the texts are others.
      if (!preload) await loadTexts(...namespaces);
    },
  };
}
