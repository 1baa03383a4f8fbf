// The choice about a thing: delivery to an address, or its value. Either is confirmed once and final.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas, take } from "@/api/client";
import { type ApiError, isCode } from "@/api/errors";
import { keys } from "@/api/keys";
import { type Address, addressesQuery, type ShownPrize } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { AddressForm, addressLines } from "@/pages/profile/AddressForm";
import { type Action, useClosingConfirmation } from "@/telegram/buttons";
import { feel } from "@/telegram/client";
import { confirmed } from "@/telegram/dialogs";
import { Button } from "@/ui/Button";
import { Card, Section } from "@/ui/Card";
import { Option } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";

type Choice = Schemas["ClaimChoice"];

/** What is chosen so far, and the action that claims it. */
export function useClaim(prize: ShownPrize) {
  const { t, money } = useTexts();
  const client = useQueryClient();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [picked, pick] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const addresses = useQuery({ ...addressesQuery, enabled: choice === "delivery" });
  const kept = addresses.data?.items;
  // the default one is the first
  const address = kept?.find(({ id }) => id === picked) ?? kept?.[0] ?? null;

  const claim = useMutation<ShownPrize, ApiError, Address | null>({
    mutationFn: (to) =>
      take(
        api.POST("/api/v1/prizes/{prize_id}/claims", {
          params: {
            path: { prize_id: prize.id },
            // a prize is claimed once, so that the key is what is claimed
            header: { "idempotency-key": `claim-${prize.id}-${to?.id ?? "cash"}` },
          },
          body: to ? { choice: "delivery", address_id: to.id } : { choice: "cash" },
        }),
      ),
    onSuccess: (claimed) => {
      feel.success();
      client.setQueryData(keys.prize(prize.id), claimed);
      for (const changed of [keys.prizes, keys.wallets, keys.notices])
        void client.invalidateQueries({ queryKey: changed });
    },
    onError: (refusal) => {
      feel.error();
      if (isCode(refusal, "claim_closed")) void client.invalidateQueries({ queryKey: keys.prizes });
      if (isCode(refusal, "not_found")) void client.invalidateQueries({ queryKey: keys.addresses });
    },
  });
  useClosingConfirmation(claim.isPending);

  const value = money(prize.value);
  const yes = choice === "cash" ? t("app-prize-take", { value }) : t("app-prize-deliver");
  const ask = async (to: Address | null) => {
    const message = to
      ? t("app-prize-sure-delivery", { address: addressLines(to) })
      : t("app-prize-sure-cash", { value });
    if (await confirmed({ message, yes, no: t("app-cancel") })) claim.mutate(to);
  };
  let action: Action | null = null;
  if (choice === "cash" || (choice === "delivery" && address))
    action = {
      text: yes,
      onPress: () => void ask(choice === "cash" ? null : address),
      isBusy: claim.isPending,
    };
  else if (choice === "delivery" && kept && !isAdding)
    action = { text: t("app-address-add"), onPress: () => setAdding(true) };
  return {
    choice,
    choose: (wanted: Choice) => {
      feel.selection();
      claim.reset();
      setChoice(wanted);
    },
    addresses,
    address,
    pick,
    isAdding,
    setAdding,
    refusal: claim.error,
    action,
  };
}

export function ClaimForm({ prize, claim }: { prize: ShownPrize; claim: ReturnType<typeof useClaim> }) {
  const { t, money } = useTexts();
  const { choice, choose } = claim;
  return (
    <>
      <Section title={t("app-prize-how")}>
        <Card isFlush>
          <Option
            name="choice"
            label={t("app-prize-delivery")}
            detail={t("app-prize-delivery-hint")}
            isOn={choice === "delivery"}
            onChoose={() => choose("delivery")}
          />
          <Option
            name="choice"
            label={t("app-prize-cash")}
            detail={t("app-prize-cash-hint", { value: money(prize.value) })}
            isOn={choice === "cash"}
            onChoose={() => choose("cash")}
          />
        </Card>
      </Section>
      {choice === "delivery" ? <WhereTo claim={claim} /> : null}
      <Refusal error={claim.refusal} />
      {claim.isAdding ? (
        <AddressForm onClose={() => claim.setAdding(false)} onSaved={({ id }) => claim.pick(id)} />
      ) : null}
    </>
  );
}

function WhereTo({ claim }: { claim: ReturnType<typeof useClaim> }) {
  const { t } = useTexts();
  const { addresses, address, pick, setAdding } = claim;
  return (
    <Section title={t("app-prize-where-to")}>
      {addresses.data ? (
        addresses.data.items.length ? (
          <>
            <Card isFlush>
              {addresses.data.items.map((one) => (
                <Option
                  key={one.id}
                  name="address"
                  label={one.recipient}
                  detail={addressLines(one)}
                  isOn={one.id === address?.id}
                  onChoose={() => pick(one.id)}
                />
              ))}
            </Card>
            <Button look="plain" onClick={() => setAdding(true)}>
              <Icon name="plus" size={20} />
              {t("app-address-add")}
            </Button>
          </>
        ) : (
          <Card className="hint">{t("app-no-addresses")}</Card>
        )
      ) : addresses.isError ? (
        <Failure error={addresses.error} onRetry={() => void addresses.refetch()} />
      ) : (
        <Skeleton heights={[76]} />
      )}
    </Section>
  );
}
