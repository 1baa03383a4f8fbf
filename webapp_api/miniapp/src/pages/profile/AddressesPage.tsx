// Where prizes are sent. An address is replaced, never edited: parcels refer to it.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, take } from "@/api/client";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { type Address, addressesQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { confirmed } from "@/telegram/dialogs";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failure, Refusal } from "@/ui/States";
import { AddressForm, addressLines } from "./AddressForm";

export function Component() {
  const { t } = useTexts();
  const addresses = useQuery({ ...addressesQuery, enabled: useIsPlayer() });
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title={t("app-addresses")}
      parent="/profile"
      isNarrow
      action={addresses.data && !isAdding ? { text: t("app-address-add"), onPress: () => setAdding(true) } : null}
    >
      <Personal>
        {addresses.data ? (
          addresses.data.items.length ? (
            addresses.data.items.map((address) => <Kept key={address.id} address={address} />)
          ) : (
            <Empty icon="gift" title={t("app-no-addresses")}>
              <p className="hint">{t("app-no-addresses-hint")}</p>
            </Empty>
          )
        ) : addresses.isError ? (
          <Failure error={addresses.error} onRetry={() => void addresses.refetch()} />
        ) : (
          <Skeleton heights={[140, 140]} />
        )}
        {isAdding ? <AddressForm onClose={() => setAdding(false)} /> : null}
      </Personal>
    </Page>
  );
}

function Kept({ address }: { address: Address }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const path = { params: { path: { address_id: address.id } } };
  const act = useMutation<unknown, ApiError, "default" | "remove">({
    mutationFn: (what) =>
      what === "default"
        ? take(api.PUT("/api/v1/me/addresses/{address_id}/default", path))
        : take(api.DELETE("/api/v1/me/addresses/{address_id}", path)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.addresses }),
  });
  const remove = async () => {
    if (
      await confirmed({
        message: t("app-address-remove-sure"),
        yes: t("app-remove"),
        no: t("app-cancel"),
        isDestructive: true,
      })
    )
      act.mutate("remove");
  };
  return (
    <Card className="stack">
      <div className="spread">
        <h3>{address.recipient}</h3>
        {address.is_default ? <Badge tone="good">{t("app-address-default")}</Badge> : null}
      </div>
      <p className="hint">{addressLines(address)}</p>
      <div className="row">
        {address.is_default ? null : (
          <Button isSmall disabled={act.isPending} onClick={() => act.mutate("default")}>
            {t("app-address-make-default")}
          </Button>
        )}
        <Button isSmall look="plain" disabled={act.isPending} onClick={() => void remove()}>
          {t("app-remove")}
        </Button>
      </div>
      <Refusal error={act.error} />
    </Card>
  );
}
