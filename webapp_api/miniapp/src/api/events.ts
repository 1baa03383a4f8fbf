// What happens to raffles at this moment: hints to look anew, never the truth.

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Schemas } from "./client";
import { keys } from "./keys";

const URL = "/api/v1/events";
const SETTLE_MS = 400;
const AGAIN_MS = 20_000;

interface RaffleEvent {
  topic: string;
  raffle_id?: string;
  sold?: number;
}

/** Keeps what is shown of raffles up to date while the app is in sight. */
export function useLiveRaffles(): void {
  const client = useQueryClient();
  useEffect(() => {
    let source: EventSource | null = null;
    let wasOpen = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const gathered = gatherer(client);

    const open = () => {
      source = new EventSource(URL);
      source.onmessage = ({ data }) => gathered.take(JSON.parse(data as string) as RaffleEvent);
      // after a gap nobody knows what was missed
      // the browser comes back by itself after a break, but not after a refusal
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        clearTimeout(again);
        again = setTimeout(follow, AGAIN_MS * (1 + Math.random()));
        source = null;
      };
      source.onopen = () => {
        if (wasOpen) gathered.take({ topic: "resync" });
        wasOpen = true;
      };
    };
    const close = () => {
      clearTimeout(again);
      source?.close();
      source = null;
    };
    const follow = () => {
      if (document.visibilityState === "hidden") close();
      else if (!source) open();
    };

    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      close();
      gathered.stop();
    };
  }, [client]);
}

/** Takes events one by one and has the queries read anew once for many. */
export function gatherer(client: QueryClient) {
  let changed = new Set<string>();
  let isAll = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    timer = undefined;
    const [ids, all] = [changed, isAll];
    [changed, isAll] = [new Set(), false];
    if (all || ids.size) void client.invalidateQueries({ queryKey: keys.raffleLists });
    if (all) void client.invalidateQueries({ queryKey: keys.raffles });
    for (const id of ids) {
      void client.invalidateQueries({ queryKey: keys.raffle(id) });
      // what is the player's own follows from it
      for (const own of [keys.tickets, keys.wallets, keys.prizes, keys.notices])
        void client.invalidateQueries({ queryKey: own });
    }
  };

  return {
    take({ topic, raffle_id: id, sold }: RaffleEvent): void {
      if (topic === "raffle.sold" && id && sold !== undefined) {
        showSold(client, id, sold);
        return;
      }
      if (id) changed.add(id);
      else isAll = true;
      timer ??= setTimeout(settle, SETTLE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** How much is sold, wherever the raffle is shown, without asking the server again. */
function showSold(client: QueryClient, id: string, sold: number): void {
  const updated = (raffle: Schemas["Raffle"]) =>
    raffle.id === id && raffle.sold < sold ? { ...raffle, sold } : raffle;
  client.setQueryData<Schemas["Raffle"]>(keys.raffle(id), (raffle) => raffle && updated(raffle));
  client.setQueriesData<{ pages: { items: Schemas["Raffle"][] }[] }>(
    { queryKey: keys.raffleLists },
    (lists) => lists && { ...lists, pages: lists.pages.map((page) => ({ ...page, items: page.items.map(updated) })) },
  );
}
