// What was bought: the numbers, the order, and what the draw was committed to by then.

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { aboutQuery, type Raffle, type Receipt } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { rangeText } from "@/lottery/numbers";
import { sendOn } from "@/telegram/client";
import { encodeId } from "@/telegram/links";
import { Button, ButtonLink } from "@/ui/Button";
import { Card, Fact, Facts } from "@/ui/Card";
import { Copyable } from "@/ui/Copyable";
import { Guilloche } from "@/ui/Guilloche";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import styles from "./ReceiptView.module.css";

export function ReceiptView({ receipt, raffle }: { receipt: Receipt; raffle: Raffle }) {
  const { t, of, money } = useTexts();
  const navigate = useNavigate();
  return (
    <Page
      title={t("app-bought", { count: receipt.quantity })}
      parent={`/lotteries/${raffle.id}`}
      isNarrow
      action={{ text: t("app-done"), onPress: () => navigate("/tickets") }}
    >
      <div className={styles.ticket}>
        <Guilloche seed={receipt.order_id} className={styles.pattern} />
        <span className={styles.check}>
          <Icon name="check" size={28} />
        </span>
        <span className="hint">{of(raffle.titles)}</span>
        <strong className={styles.numbers}>{rangeText(receipt)}</strong>
        <span className="hint">{t("app-your-numbers", { count: receipt.quantity })}</span>
      </div>
      <Card>
        <Facts>
          <Fact name={t("app-paid")}>{money(receipt.total)}</Fact>
          <Fact name={t("app-order")}>{receipt.order_number}</Fact>
        </Facts>
      </Card>
      <Card isFlush>
        <Copyable name={t("app-server-commit")} value={receipt.server_commit} />
        <Copyable name={t("app-holder-tag")} value={receipt.holder_tag} />
      </Card>
      <div className={styles.more}>
        <Share raffle={raffle} />
        <ButtonLink look="plain" to={`/lotteries/${raffle.id}`} replace>
          {t("app-more-tickets")}
        </ButtonLink>
      </div>
    </Page>
  );
}

/** Tells somebody of the lottery: a link into the bot's chat. */
function Share({ raffle }: { raffle: Raffle }) {
  const { t, of } = useTexts();
  const { data: about } = useQuery(aboutQuery);
  if (!about?.bot_username) return null;
  const link = `https://t.me/${about.bot_username}?start=lot_${encodeId(raffle.id)}`;
  return (
    <Button onClick={() => sendOn(link, of(raffle.titles))}>
      <Icon name="share" size={20} />
      {t("app-share")}
    </Button>
  );
}
