// Where the player is logged in, and how to end it.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, take } from "@/api/client";
import { keys } from "@/api/keys";
import { sessionsQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer, useSession } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { close } from "@/telegram/client";
import { confirmed } from "@/telegram/dialogs";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Card, Row } from "@/ui/Card";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";

export function Component() {
  const { t, when } = useTexts();
  const client = useQueryClient();
  const session = useSession();
  const sessions = useQuery({ ...sessionsQuery, enabled: useIsPlayer() });
  const end = useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.sessions }),
  });
  const ask = async (id: string) => {
    if (
      await confirmed({
        message: t("app-session-end-sure"),
        yes: t("app-session-end"),
        no: t("app-cancel"),
        isDestructive: true,
      })
    )
      end.mutate(id);
  };
  const endAll = useMutation({
    mutationFn: () => take(api.DELETE("/api/v1/auth/sessions")),
    onSuccess: () => {
      session.end();
      close();
    },
  });
  const askAll = async () => {
    if (
      await confirmed({
        message: t("app-sessions-end-all-sure"),
        yes: t("app-sessions-end-all"),
        no: t("app-cancel"),
        isDestructive: true,
      })
    )
      endAll.mutate();
  };
  return (
    <Page title={t("app-sessions")} parent="/profile" isNarrow>
      <Personal>
        <p className="hint">{t("app-sessions-hint")}</p>
        {sessions.data ? (
          <Card isFlush>
            {sessions.data.items.map((one) => (
              <Row
                key={one.id}
                title={deviceOf(one) ?? t("app-session-unknown")}
                detail={[one.address, when(one.last_used_at)].filter(Boolean).join(" · ")}
                value={
                  one.is_current ? (
                    <Badge tone="good">{t("app-session-this")}</Badge>
                  ) : (
                    <Button look="danger" isSmall disabled={end.isPending} onClick={() => void ask(one.id)}>
                      {t("app-session-end")}
                    </Button>
                  )
                }
              />
            ))}
          </Card>
        ) : sessions.isError ? (
          <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
        ) : (
          <Skeleton heights={[72, 72]} />
        )}
        {sessions.data ? (
          <Button look="danger" isWide isBusy={endAll.isPending} onClick={() => void askAll()}>
            {t("app-sessions-end-all")}
          </Button>
        ) : null}
        <Refusal error={end.error ?? endAll.error} />
      </Personal>
    </Page>
  );
}

/** The system that a web view names, as far as people know it by name. */
function deviceOf({ device, user_agent: agent }: Schemas["Session"]): string | null {
  if (device) return device;
  return /iPhone|iPad|Android|Windows|Macintosh|Linux/.exec(agent ?? "")?.[0].replace("Macintosh", "Mac") ?? null;
}
