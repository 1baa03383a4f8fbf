// A new address, field by field; kept as a draft until it is saved.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, take } from "@/api/client";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { type Address, meQuery } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Sheet } from "@/ui/Sheet";
import { Refusal } from "@/ui/States";
import { useDraft } from "@/ui/useDraft";
import { CountryChoice } from "./CountryChoice";

type NewAddress = Schemas["NewAddress"];

const EMPTY: NewAddress = {
  recipient: "",
  phone_number: "",
  country: "",
  region: "",
  city: "",
  line1: "",
  line2: "",
  postal_code: "",
};

/** An address in one line, as it stands on a parcel. */
export const addressLines = ({ line1, line2, city, region, postal_code, country, phone_number }: Address): string =>
  [line1, line2, city, region, postal_code, country, phone_number].filter(Boolean).join(", ");

export function AddressForm({ onClose, onSaved }: { onClose: () => void; onSaved?: (address: Address) => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [typed, setTyped, forget] = useDraft<NewAddress>("address", EMPTY);
  const address = { ...typed, country: typed.country || me?.country || "" };
  const save = useMutation<Address, ApiError>({
    mutationFn: () => take(api.POST("/api/v1/me/addresses", { body: address })),
    onSuccess: (kept) => {
      feel.success();
      forget();
      void client.invalidateQueries({ queryKey: keys.addresses });
      onSaved?.(kept);
      onClose();
    },
    onError: feel.error,
  });
  const wrong =
    save.error?.code === "invalid_input" && typeof save.error.params.field === "string"
      ? save.error.params.field
      : null;
  const field = (name: keyof NewAddress, label: string, more: { autoComplete: string; inputMode?: "tel" | "text" }) => (
    <Field
      label={label}
      value={(address[name] as string | undefined) ?? ""}
      maxLength={200}
      problem={wrong === name ? save.error?.detail : null}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      {...more}
    />
  );
  const isReady = address.recipient && address.phone_number && address.country && address.city && address.line1;
  return (
    <Sheet title={t("app-address-add")} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) save.mutate();
        }}
      >
        {field("recipient", t("app-address-recipient"), { autoComplete: "name" })}
        {field("phone_number", t("app-address-phone"), { autoComplete: "tel", inputMode: "tel" })}
        <CountryChoice value={address.country} onChange={(country) => setTyped({ ...typed, country })} />
        {field("region", t("app-address-region"), { autoComplete: "address-level1" })}
        {field("city", t("app-address-city"), { autoComplete: "address-level2" })}
        {field("line1", t("app-address-line1"), { autoComplete: "address-line1" })}
        {field("line2", t("app-address-line2"), { autoComplete: "address-line2" })}
        {field("postal_code", t("app-address-postal"), { autoComplete: "postal-code" })}
        {wrong && wrong in EMPTY ? null : <Refusal error={save.error} />}
        <Button type="submit" look="filled" isWide isBusy={save.isPending} disabled={!isReady}>
          {t("app-save")}
        </Button>
      </form>
    </Sheet>
  );
}
