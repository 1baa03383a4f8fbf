// How what was read is kept, and when it is asked for again.

import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";

const FRESH_MS = 10_000;
const TRIES = 2;

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: 30 * 60_000,
        // "online" would wait for ever without a word where the device calls itself offline
        networkMode: "always",
        refetchOnReconnect: "always",
        retry: (failures, error) => failures < TRIES && error instanceof ApiError && error.isPassing,
        retryDelay: (failures) => Math.min(400 * 2 ** failures, 4000),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
