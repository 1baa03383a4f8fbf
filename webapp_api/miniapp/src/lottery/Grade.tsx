// Whom one has to trust for a draw: the beacon's grade, and whether the close record was public before its round.

import type { RaffleDraw } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { openAddress } from "@/telegram/client";
import { Row } from "@/ui/Card";
import { Icon } from "@/ui/Icon";

export function Grade({ draw }: { draw: RaffleDraw }) {
  const { t, when } = useTexts();
  const post = draw.posts.find(({ kind }) => kind === "close");
  return (
    <>
      <Row
        icon={<Icon name="info" />}
        title={t("app-grade", { grade: draw.grade })}
        detail={t("app-grade-text", { grade: draw.grade })}
      />
      {draw.publication === "late" ? (
        <Row
          icon={<Icon name="alert" />}
          title={t("app-published-late")}
          detail={t("app-published-late-text")}
          isDanger
        />
      ) : null}
      {post ? (
        <Row
          icon={<Icon name="share" />}
          title={t("app-published")}
          detail={when(post.posted_at)}
          onPress={() => openAddress(post.url)}
        />
      ) : null}
    </>
  );
}
