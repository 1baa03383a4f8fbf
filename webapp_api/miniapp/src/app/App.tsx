// Everything that pages stand on.

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router";
import type { Player } from "@/api/client";
import type { Session } from "@/api/session";
import { TextsProvider } from "@/i18n/TextsProvider";
import type { Texts } from "@/i18n/texts";
import { newRouter } from "./router";
import { SessionProvider } from "./SessionProvider";

export function App({ client, session, texts }: { client: QueryClient; session: Session<Player>; texts: Texts }) {
  const [router] = useState(newRouter);
  return (
    <QueryClientProvider client={client}>
      <SessionProvider session={session}>
        <TextsProvider first={texts}>
          <RouterProvider router={router} />
        </TextsProvider>
      </SessionProvider>
    </QueryClientProvider>
  );
}
