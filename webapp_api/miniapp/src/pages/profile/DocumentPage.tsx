// Terms, privacy and support: readable by everybody.

import { useQuery } from "@tanstack/react-query";
import { aboutQuery, documentsQuery, meQuery } from "@/api/queries";
import { useBotUrl } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { openAddress } from "@/telegram/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Page } from "@/ui/Page";
import { Rich } from "@/ui/Rich";
import { Skeleton } from "@/ui/Skeleton";
import { Failure } from "@/ui/States";

export function Privacy() {
  const { t, rich } = useTexts();
  const about = useQuery(aboutQuery);
  return (
    <Page title={t("app-privacy")} parent="/profile" isNarrow>
      {about.data ? (
        <Card>
          <Rich text={rich("help-privacy-text", { operator: about.data.operator ?? t("document-no-operator") })} />
        </Card>
      ) : about.isError ? (
        <Failure error={about.error} onRetry={() => void about.refetch()} />
      ) : (
        <Skeleton heights={[320]} />
      )}
    </Page>
  );
}

export function Support() {
  const { t, rich } = useTexts();
  const about = useQuery(aboutQuery);
  const { data: me } = useQuery({ ...meQuery, enabled: useIsPlayer() });
  const chat = useBotUrl();
  const given = {
    operator: about.data?.operator ?? t("document-no-operator"),
    telegram_id: me?.telegram_id ? `${me.telegram_id}` : "—",
  };
  return (
    <Page title={t("app-support")} parent="/profile" isNarrow>
      <Card>
        <Rich text={rich("help-support-text", given)} />
      </Card>
      <Card>
        <Rich text={rich("help-payment-support-text", given)} />
      </Card>
      {chat ? (
        <Button isWide onClick={() => openAddress(chat)}>
          {t("app-open-chat")}
        </Button>
      ) : null}
    </Page>
  );
}

export function Terms() {
  const { t } = useTexts();
  const isPlayer = useIsPlayer();
  const documents = useQuery({ ...documentsQuery, enabled: isPlayer });
  const about = useQuery(aboutQuery);
  const terms = documents.data?.items.find(({ document }) => document === "terms");
  const { rich } = useTexts();
  const stranger =
    !isPlayer && about.data
      ? rich("document-terms", {
          version: about.data.terms_version,
          operator: about.data.operator ?? t("document-no-operator"),
          minimum_age: about.data.minimum_age,
        })
      : null;
  const text = terms?.text ?? stranger;
  const failed = isPlayer ? documents : about;
  return (
    <Page
      title={t("app-terms")}
      parent="/profile"
      isNarrow
      aside={terms?.is_accepted ? <Badge tone="good">{t("app-terms-accepted")}</Badge> : null}
    >
      {text ? (
        <Card>
          <Rich text={text} />
        </Card>
      ) : failed.isError ? (
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Skeleton heights={[400]} />
      )}
    </Page>
  );
}
