// What a player is told, where, and when not. A switch shows its new place at once; a refusal takes it back.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, take } from "@/api/client";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { documentsQuery, type Preferences, preferencesQuery } from "@/api/queries";
import { Personal, useBotUrl } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { feel, openAddress } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Card, Section } from "@/ui/Card";
import { Field, Switch } from "@/ui/Field";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";
import styles from "./NotificationsPage.module.css";

type Category = keyof Preferences["switches"];
type Change = Schemas["NoticePreferencesChange"];

const CHAT: Category[] = ["money", "results", "draws", "watchlist"];
const FIRST_QUIET = { starts: "22:00", ends: "08:00" };

export function Component() {
  const { t } = useTexts();
  const preferences = useQuery({ ...preferencesQuery, enabled: useIsPlayer() });
  return (
    <Page title={t("app-notifications")} parent="/profile" isNarrow>
      <Personal>
        {preferences.data ? (
          <Switches preferences={preferences.data} />
        ) : preferences.isError ? (
          <Failure error={preferences.error} onRetry={() => void preferences.refetch()} />
        ) : (
          <Skeleton heights={[250, 90]} />
        )}
      </Personal>
    </Page>
  );
}

function Switches({ preferences }: { preferences: Preferences }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const chat = useBotUrl();
  const change = useMutation<Preferences, ApiError, Change, Preferences>({
    mutationFn: (body) => take(api.PATCH("/api/v1/me/preferences", { body })),
    onMutate: (wanted) => {
      feel.selection();
      const switches = Object.fromEntries(
        Object.entries(wanted.switches ?? {}).filter(([, value]) => value),
      ) as Partial<Preferences["switches"]>;
      client.setQueryData<Preferences>(
        keys.preferences,
        (old) =>
          old && {
            ...old,
            switches: { ...old.switches, ...switches },
            quiet: wanted.quiet === undefined ? old.quiet : wanted.quiet,
          },
      );
      return preferences;
    },
    onError: (_error, _wanted, before) => client.setQueryData(keys.preferences, before),
    onSuccess: (saved) => client.setQueryData(keys.preferences, saved),
  });
  const { quiet, switches } = preferences;

  return (
    <>
      {preferences.is_reachable ? null : (
        <Card className="stack">
          <p>{t("app-unreachable")}</p>
          {chat ? (
            <Button isSmall onClick={() => openAddress(chat)}>
              {t("app-open-chat")}
            </Button>
          ) : null}
        </Card>
      )}
      <Section title={t("app-notify-chat")}>
        <Card isFlush>
          {CHAT.map((category) => (
            <Switch
              key={category}
              label={t("app-notify-category", { category })}
              detail={t("app-notify-detail", { category })}
              isOn={switches[category].telegram}
              // what stands in the chat stands in the inbox, too
              onChange={(isOn) =>
                change.mutate({ switches: { [category]: { telegram: isOn, inbox: isOn || switches[category].inbox } } })
              }
            />
          ))}
        </Card>
      </Section>
      <Section title={t("app-quiet")}>
        <Card isFlush>
          <Switch
            label={t("app-quiet-on")}
            detail={t("app-quiet-detail")}
            isOn={quiet !== null}
            onChange={(isOn) => change.mutate({ quiet: isOn ? FIRST_QUIET : null })}
          />
        </Card>
        {quiet ? (
          <div className={styles.hours}>
            <Field
              type="time"
              label={t("app-quiet-from")}
              value={quiet.starts}
              onChange={(event) =>
                event.target.value && change.mutate({ quiet: { ...quiet, starts: event.target.value } })
              }
            />
            <Field
              type="time"
              label={t("app-quiet-to")}
              value={quiet.ends}
              onChange={(event) =>
                event.target.value && change.mutate({ quiet: { ...quiet, ends: event.target.value } })
              }
            />
          </div>
        ) : null}
      </Section>
      <Refusal error={change.error} />
      <Marketing />
    </>
  );
}

/** News and offers: nobody gets them who has not said yes. */
function Marketing() {
  const { t } = useTexts();
  const client = useQueryClient();
  const documents = useQuery(documentsQuery);
  const offer = documents.data?.items.find(({ document }) => document === "marketing");
  const agree = useMutation<unknown, ApiError, boolean>({
    mutationFn: (isGiven) =>
      isGiven && offer
        ? take(
            api.POST("/api/v1/me/consents", {
              body: { document: "marketing", version: offer.version, locale: offer.language },
            }),
          )
        : take(api.DELETE("/api/v1/me/consents/{document}", { params: { path: { document: "marketing" } } })),
    onMutate: feel.selection,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.documents }),
        client.invalidateQueries({ queryKey: keys.preferences }),
      ]),
  });
  if (!offer) return null;
  return (
    <Section title={t("app-marketing")}>
      <Card isFlush>
        <Switch
          label={t("app-marketing-on")}
          detail={t("app-marketing-detail")}
          isOn={agree.isPending ? agree.variables : offer.is_accepted}
          isDisabled={agree.isPending}
          onChange={(isOn) => agree.mutate(isOn)}
        />
      </Card>
      <Refusal error={agree.error} />
    </Section>
  );
}
