// Where the player is logged in, and how to end it.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, take } from "@/api/client";
import { keys } from "@/api/keys";
import { sessionsQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
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
  const sessions = useQuery({ ...sessionsQuery, enabled: useIsPlayer() });
  const end = useMutation({
    mutationFn: (id: string) => take(api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.sessions }),
  });
  const ask = async (id: string) => {
    if (await confirmed({ message: t("app-session-end-sure"), yes: t("app-session-end"), no: t("app-cancel"), isDestructive: true })) end.mutate(id);
  };
  return (
    <Page title={t("app-sessions")} parent="/profile" isNarrow>
      <Personal>
        <p className="hint">{t("app-sessions-hint")}</p>
        {sessions.data ? (
          <Card isFlush>
            {sessions.data.items.map((session) => (
              <Row
                key={session.id}
                title={deviceOf(session) ?? t("app-session-unknown")}
                detail={[session.address, when(session.last_used_at)].filter(Boolean).join(" · ")}
                value={
                  session.is_current ? (
                    <Badge tone="good">{t("app-session-this")}</Badge>
                  ) : (
                    <Button look="danger" isSmall disabled={end.isPending} onClick={() => void ask(session.id)}>
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
        <Refusal error={end.error} />
      </Personal>
    </Page>
  );
}

/** The system that a web view names, as far as people know it by name. */
function deviceOf({ device, user_agent: agent }: Schemas["Session"]): string | null {
  if (device) return device;
  return /iPhone|iPad|Android|Windows|Macintosh|Linux/.exec(agent ?? "")?.[0].replace("Macintosh", "Mac") ?? null;
}
