// The player's money: balances, and the history of the wallet that is chosen.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { ratesQuery, statementQuery, type Transaction, type Wallet, walletsQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { ButtonLink } from "@/ui/Button";
import { Card, Section } from "@/ui/Card";
import { Endless } from "@/ui/Endless";
import { Icon } from "@/ui/Icon";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failure } from "@/ui/States";
import { walletName } from "./walletName";
import styles from "./WalletPage.module.css";

export function Component() {
  const { t } = useTexts();
  const wallets = useQuery({ ...walletsQuery, enabled: useIsPlayer() });
  return (
    <Page title={t("app-wallet")} isNarrow>
      <Personal>
        {wallets.data ? (
          <Wallets wallets={wallets.data.items} />
        ) : wallets.isError ? (
          <Failure error={wallets.error} onRetry={() => void wallets.refetch()} />
        ) : (
          <Skeleton heights={[150, 64, 64, 64]} />
        )}
      </Personal>
    </Page>
  );
}

function Wallets({ wallets }: { wallets: Wallet[] }) {
  const texts = useTexts();
  const { t, money } = texts;
  const [search, setSearch] = useSearchParams();
  const chosen = wallets.find(({ id }) => id === search.get("wallet")) ?? wallets[0];
  const rates = useQuery(ratesQuery);
  const isExchanged = rates.data?.items.some((rate) =>
    wallets.some(({ balance }) => balance.currency === rate.from_currency && balance.amount > 0),
  );
  if (!chosen) {
    return (
      <Empty icon="wallet" title={t("app-wallet-empty")}>
        <p className="hint">{t("app-top-up-hint")}</p>
        <ButtonLink to="/profile/support">{t("app-support")}</ButtonLink>
      </Empty>
    );
  }
  return (
    <>
      <div className={styles.balance}>
        <span className="hint">{walletName(texts, chosen.type)}</span>
        <strong>{money(chosen.balance)}</strong>
        <div className={styles.actions}>
          {isExchanged ? (
            <ButtonLink to="/wallet/exchange" isSmall>
              <Icon name="exchange" size={18} />
              {t("app-exchange")}
            </ButtonLink>
          ) : null}
          <ButtonLink to="/profile/support" isSmall>
            <Icon name="plus" size={18} />
            {t("app-top-up")}
          </ButtonLink>
        </div>
      </div>
      {wallets.length > 1 ? (
        <div className={styles.wallets} role="group" aria-label={t("app-wallet")}>
          {wallets.map((wallet) => (
            <button
              key={wallet.id}
              type="button"
              aria-pressed={wallet === chosen}
              onClick={() => setSearch({ wallet: wallet.id }, { replace: true })}
            >
              <span>{walletName(texts, wallet.type)}</span>
              <strong className="figures">{money(wallet.balance)}</strong>
            </button>
          ))}
        </div>
      ) : null}
      <Statement key={chosen.id} wallet={chosen} />
    </>
  );
}

function Statement({ wallet }: { wallet: Wallet }) {
  const { t } = useTexts();
  const statement = useInfiniteQuery(statementQuery(wallet.id));
  return (
    <Section title={t("app-history")}>
      <Endless query={statement} skeleton={[64, 64, 64]} empty={<Empty icon="clock" title={t("app-no-history")} />}>
        {(lines) => (
          <Card isFlush>
            <ul>
              {lines.map((line) => (
                <Movement key={line.id} line={line} />
              ))}
            </ul>
          </Card>
        )}
      </Endless>
    </Section>
  );
}

function Movement({ line }: { line: Transaction }) {
  const { t, signed, money, shortWhen } = useTexts();
  const isIn = line.amount.amount > 0;
  return (
    <li className={styles.line}>
      <span className="grow">
        <span>{t("wallet-kind", { kind: line.kind, side: isIn ? "in" : "out" })}</span>
        <span className="hint small">{shortWhen(line.at)}</span>
      </span>
      <span className={styles.sum}>
        <strong className={isIn ? "good" : undefined}>{signed(line.amount)}</strong>
        <span className="hint small">{money(line.balance_after)}</span>
      </span>
    </li>
  );
}
