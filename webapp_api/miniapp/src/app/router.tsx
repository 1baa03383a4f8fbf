// The pages by their addresses. Each is a file of its own, loaded when it is opened.

import { createBrowserRouter, type RouteObject } from "react-router";
import { Skeleton } from "@/ui/Skeleton";
import { Lost } from "./Lost";
import { Shell } from "./Shell";

const ROUTES: RouteObject[] = [
  {
    path: "/",
    Component: Shell,
    HydrateFallback: Skeleton,
    ErrorBoundary: Lost,
    children: [
      { index: true, lazy: () => import("@/pages/lotteries/LotteriesPage") },
      { path: "lotteries/:id", lazy: () => import("@/pages/lottery/LotteryPage") },
      { path: "lotteries/:id/buy", lazy: () => import("@/pages/purchase/BuyPage") },
      { path: "tickets", lazy: () => import("@/pages/tickets/TicketsPage") },
      { path: "tickets/:order/path", lazy: () => import("@/pages/tickets/PathPage") },
      { path: "results", lazy: () => import("@/pages/results/ResultsPage") },
      { path: "proof/:id", lazy: () => import("@/pages/proof/ProofPage") },
      { path: "wallet", lazy: () => import("@/pages/wallet/WalletPage") },
      { path: "wallet/exchange", lazy: () => import("@/pages/wallet/ExchangePage") },
      { path: "prizes", lazy: () => import("@/pages/prizes/PrizesPage") },
      { path: "prizes/:id", lazy: () => import("@/pages/prizes/PrizePage") },
      { path: "watchlist", lazy: () => import("@/pages/watchlist/WatchlistPage") },
      { path: "inbox", lazy: () => import("@/pages/inbox/InboxPage") },
      { path: "profile", lazy: () => import("@/pages/profile/ProfilePage") },
      { path: "profile/personal", lazy: () => import("@/pages/profile/PersonalPage") },
      { path: "profile/limits", lazy: () => import("@/pages/profile/LimitsPage") },
      { path: "profile/notifications", lazy: () => import("@/pages/profile/NotificationsPage") },
      { path: "profile/addresses", lazy: () => import("@/pages/profile/AddressesPage") },
      { path: "profile/sessions", lazy: () => import("@/pages/profile/SessionsPage") },
      {
        path: "profile/terms",
        lazy: async () => ({ Component: (await import("@/pages/profile/DocumentPage")).Terms }),
      },
      {
        path: "profile/privacy",
        lazy: async () => ({ Component: (await import("@/pages/profile/DocumentPage")).Privacy }),
      },
      {
        path: "profile/support",
        lazy: async () => ({ Component: (await import("@/pages/profile/DocumentPage")).Support }),
      },
      { path: "*", Component: Lost },
    ],
  },
];

/** Made when the launch has been read: it may have named the first page. With browser history, for Telegram keeps the launch
 * in the fragment, which a hash router would take for a page. */
export const newRouter = () => createBrowserRouter(ROUTES);
