// The pages by their addresses. Each is a file of its own, loaded when it is opened.

import { createBrowserRouter } from "react-router";
import { Skeleton } from "@/ui/Skeleton";
import { Lost } from "./Lost";
import { Shell } from "./Shell";

// browser history: Telegram keeps the launch in the fragment, which a hash router would take for a page
export const router = createBrowserRouter([
  {
    path: "/",
    Component: Shell,
    HydrateFallback: Skeleton,
    ErrorBoundary: Lost,
    children: [
      { index: true, lazy: () => import("@/pages/lotteries/LotteriesPage") },
      { path: "*", Component: Lost },
    ],
  },
]);
