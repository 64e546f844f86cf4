import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { makeQueryClient } from "@/shared/api/queryClient";
import { connection } from "@/shared/live/connection";
import { watchConnection } from "./watchConnection";
import { readNonce } from "./nonce";
import { makeRouter } from "./router";
import { schemeManager } from "./scheme";
import { watchSignOut } from "./signedOut";
import { theme, variables } from "./theme";

/** The providers, outermost first. */
export function App() {
  const [queryClient] = useState(() => makeQueryClient(() => connection.good));
  const [router] = useState(() => {
    const made = makeRouter(queryClient);
    watchSignOut(made, queryClient);
    watchConnection(queryClient);
    return made;
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={readNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
