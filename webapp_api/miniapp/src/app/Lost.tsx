// A page that does not exist, or one that broke.

import { useRouteError } from "react-router";
import { useTexts } from "@/i18n/TextsProvider";
import { Button, ButtonLink } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/States";

export function Lost() {
  const { t } = useTexts();
  const error = useRouteError();
  if (error) console.error(error);
  return (
    <Page title="" parent="/">
      {error ? (
        <Empty icon="alert" title={t("app-failed-title")}>
          <p className="hint">{t("error-internal")}</p>
          <Button onClick={() => location.reload()}>{t("app-retry")}</Button>
        </Empty>
      ) : (
        <Empty icon="info" title={t("app-lost-title")}>
          <ButtonLink to="/" replace>
            {t("app-lotteries")}
          </ButtonLink>
        </Empty>
      )}
    </Page>
  );
}
