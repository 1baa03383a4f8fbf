// Follows a lottery, or follows it no longer. The button shows it at once; a refusal takes it back.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import type { Holding } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { Icon } from "@/ui/Icon";
import styles from "./WatchButton.module.css";

export function WatchButton({ id, isWatched }: { id: string; isWatched: boolean }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const show = (is: boolean) =>
    client.setQueryData<Holding>(keys.holding(id), (held) => held && { ...held, is_watched: is });
  const watch = useMutation({
    mutationFn: (wanted: boolean) => {
      const options = { params: { path: { raffle_id: id } } };
      return wanted
        ? take(api.PUT("/api/v1/raffles/{raffle_id}/watch", options))
        : take(api.DELETE("/api/v1/raffles/{raffle_id}/watch", options));
    },
    onMutate: (wanted) => {
      feel.selection();
      show(wanted);
    },
    onError: (_error, wanted) => show(!wanted),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.watchlist }),
  });
  return (
    <button
      type="button"
      className={styles.watch}
      aria-pressed={isWatched}
      aria-label={t("app-watch")}
      title={t("app-watch")}
      onClick={() => watch.mutate(!isWatched)}
    >
      <Icon name="eye" />
    </button>
  );
}
