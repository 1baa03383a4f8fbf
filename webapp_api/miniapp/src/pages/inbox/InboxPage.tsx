// Everything that the player was told. What was seen is marked as read when the page is left.

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { api, take } from "@/api/client";
import { keys } from "@/api/keys";
import { type Notice, noticesQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { Card } from "@/ui/Card";
import { Endless } from "@/ui/Endless";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Rich } from "@/ui/Rich";
import { Empty } from "@/ui/States";
import styles from "./InboxPage.module.css";

export function Component() {
  const { t } = useTexts();
  const notices = useInfiniteQuery({ ...noticesQuery, enabled: useIsPlayer() });
  const newest = notices.data?.pages[0]?.items[0];
  useReadOnLeaving(newest && !newest.read_at ? newest.id : null);
  return (
    <Page title={t("app-inbox")} parent="/profile" isNarrow>
      <Personal>
        <Endless
          query={notices}
          skeleton={[96, 96, 96]}
          empty={
            <Empty icon="bell" title={t("app-no-notices")}>
              <p className="hint">{t("app-no-notices-hint")}</p>
            </Empty>
          }
        >
          {(items) => (
            <Card isFlush>
              <ul>
                {items.map((notice) => (
                  <li key={notice.id}>
                    <Told notice={notice} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </Endless>
      </Personal>
    </Page>
  );
}

function Told({ notice }: { notice: Notice }) {
  const { shortWhen, t } = useTexts();
  const to = notice.prize_id
    ? `/prizes/${notice.prize_id}`
    : notice.raffle_id
      ? `/lotteries/${notice.raffle_id}`
      : notice.category === "money"
        ? "/wallet"
        : null;
  const content = (
    <>
      <span className="grow">
        <Rich text={notice.text} />
        <span className="hint small">{shortWhen(notice.created_at)}</span>
      </span>
      {notice.read_at ? null : <span className={styles.new} role="img" aria-label={t("app-unread")} />}
      {to ? <Icon name="next" size={18} /> : null}
    </>
  );
  return to ? (
    <Link className={styles.notice} to={to}>
      {content}
    </Link>
  ) : (
    <div className={styles.notice}>{content}</div>
  );
}

function useReadOnLeaving(upTo: string | null): void {
  const client = useQueryClient();
  const latest = useRef(upTo);
  useEffect(() => {
    latest.current = upTo ?? latest.current;
  }, [upTo]);
  useEffect(
    () => () => {
      if (!latest.current) return;
      // a failure leaves them unread, which is no harm
      take(api.POST("/api/v1/notices/read", { body: { up_to: latest.current } }))
        .then(() => client.invalidateQueries({ queryKey: keys.notices }))
        .catch(() => undefined);
    },
    [client],
  );
}
