// Who the player is, and everything that is set rather than played.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import { aboutQuery, meQuery, noticesQuery, prizesQuery } from "@/api/queries";
import { FromTelegram, Personal } from "@/app/Personal";
import { useIsPlayer, useSession, useSessionState } from "@/app/SessionProvider";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/i18n/languages";
import { useSpeaking, useTexts } from "@/i18n/TextsProvider";
import { close } from "@/telegram/client";
import { confirmed } from "@/telegram/dialogs";
import { Badge } from "@/ui/Badge";
import { Card, Row, Section } from "@/ui/Card";
import { Choice } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";
import styles from "./ProfilePage.module.css";

export function Component() {
  const { t } = useTexts();
  const isAnonymous = useSessionState() === "anonymous";
  return (
    <Page title={t("app-profile")} isNarrow>
      {isAnonymous ? (
        <FromTelegram />
      ) : (
        <Personal>
          <Mine />
        </Personal>
      )}
      <LanguageChoice />
      <About />
    </Page>
  );
}

function Mine() {
  const { t, whole } = useTexts();
  const isPlayer = useIsPlayer();
  const me = useQuery({ ...meQuery, enabled: isPlayer });
  const notices = useInfiniteQuery({ ...noticesQuery, enabled: isPlayer });
  const unread = notices.data?.pages[0]?.unread;
  const prizes = useInfiniteQuery({ ...prizesQuery, enabled: isPlayer });
  const waiting = prizes.data?.pages[0]?.items.filter(({ state }) => state === "claimable").length;
  if (!me.data)
    return me.isError ? (
      <Failure error={me.error} onRetry={() => void me.refetch()} />
    ) : (
      <Skeleton heights={[84, 224]} />
    );
  const { first_name: firstName, last_name: lastName, public_name: publicName, avatar_url: avatar } = me.data;
  return (
    <>
      <div className={styles.person}>
        {avatar ? (
          <img src={avatar} alt="" referrerPolicy="no-referrer" />
        ) : (
          <span aria-hidden="true">{firstName.slice(0, 1)}</span>
        )}
        <div className="grow">
          <h2>{[firstName, lastName].filter(Boolean).join(" ")}</h2>
          <p className="hint small">{t("app-public-name", { name: publicName })}</p>
        </div>
      </div>
      <Card isFlush>
        <Row
          icon={<Icon name="mail" />}
          title={t("app-inbox")}
          value={unread ? <Badge tone="accent">{whole(unread)}</Badge> : null}
          to="/inbox"
        />
        <Row
          icon={<Icon name="gift" />}
          title={t("app-prizes-mine")}
          value={waiting ? <Badge tone="accent">{whole(waiting)}</Badge> : null}
          to="/prizes"
        />
        <Row icon={<Icon name="eye" />} title={t("app-watchlist")} to="/watchlist" />
      </Card>
      <Card isFlush>
        <Row icon={<Icon name="profile" />} title={t("app-personal")} to="/profile/personal" />
        <Row icon={<Icon name="shield" />} title={t("app-limits")} detail={t("app-limits-hint")} to="/profile/limits" />
        <Row icon={<Icon name="bell" />} title={t("app-notifications")} to="/profile/notifications" />
        <Row icon={<Icon name="home" />} title={t("app-addresses")} to="/profile/addresses" />
        <Row icon={<Icon name="lock" />} title={t("app-sessions")} to="/profile/sessions" />
      </Card>
    </>
  );
}

/** Applies at once here, and in the chat where there is a profile. */
function LanguageChoice() {
  const { texts, speak } = useSpeaking();
  const client = useQueryClient();
  const isPlayer = useIsPlayer();
  const change = useMutation({
    mutationFn: (language: Language) => take(api.PATCH("/api/v1/me", { body: { language } })),
    onSuccess: (me) => client.setQueryData(keys.me, me),
  });
  const choose = (language: Language) => {
    speak(language);
    if (isPlayer) change.mutate(language);
  };
  return (
    <>
      <Choice
        label={texts.t("app-language")}
        value={texts.language}
        onChange={(event) => choose(event.target.value as Language)}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </Choice>
      <Refusal error={change.error} />
    </>
  );
}

function About() {
  const { t } = useTexts();
  const { data: about } = useQuery(aboutQuery);
  const session = useSession();
  const isSignedIn = useSessionState() === "signed_in";
  const logOut = async () => {
    if (
      !(await confirmed({
        message: t("app-log-out-sure"),
        yes: t("app-log-out"),
        no: t("app-cancel"),
        isDestructive: true,
      }))
    )
      return;
    // a session that the server does not know is over, too
    await take(api.DELETE("/api/v1/auth/session")).catch(() => undefined);
    session.end();
    close();
  };
  return (
    <Section>
      <Card isFlush>
        <Row title={t("app-terms")} to="/profile/terms" />
        <Row title={t("app-privacy")} to="/profile/privacy" />
        <Row title={t("app-support")} to="/profile/support" />
        {isSignedIn ? <Row title={t("app-log-out")} isDanger onPress={() => void logOut()} /> : null}
      </Card>
      {about ? (
        <p className={`hint small ${styles.operator}`}>
          {about.operator ? t("app-operator", { operator: about.operator }) : null}{" "}
          {about.licence ? t("app-licence", { licence: about.licence }) : null}{" "}
          {about.is_sandbox ? t("app-sandbox") : null} {t("app-adults", { minimum_age: about.minimum_age })}
        </p>
      ) : null}
    </Section>
  );
}
