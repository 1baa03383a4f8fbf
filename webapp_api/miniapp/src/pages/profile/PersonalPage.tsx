// Name, country, date of birth and time zone.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Player, type Schemas, take } from "@/api/client";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { meQuery } from "@/api/queries";
import { Personal } from "@/app/Personal";
import { useIsPlayer } from "@/app/SessionProvider";
import { useTexts } from "@/i18n/TextsProvider";
import { feel } from "@/telegram/client";
import { Choice, Field } from "@/ui/Field";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";
import { CountryChoice } from "./CountryChoice";

const VERIFIED_KYC_LEVEL = 2;

export function Component() {
  const { t } = useTexts();
  const me = useQuery({ ...meQuery, enabled: useIsPlayer() });
  if (me.data) return <Form me={me.data} />;
  return (
    <Page title={t("app-personal")} parent="/profile" isNarrow>
      <Personal>
        {me.isError ? (
          <Failure error={me.error} onRetry={() => void me.refetch()} />
        ) : (
          <Skeleton heights={[78, 78, 78]} />
        )}
      </Personal>
    </Page>
  );
}

function Form({ me }: { me: Player }) {
  const { t, date } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState(me.public_name);
  const [country, setCountry] = useState(me.country ?? "");
  const [birthDate, setBirthDate] = useState(me.birth_date ?? "");
  const [zone, setZone] = useState(me.time_zone ?? "");
  const change: Schemas["ProfileChange"] = {
    ...(name.trim() !== me.public_name ? { display_name: name.trim() } : {}),
    ...(country && country !== me.country ? { country } : {}),
    ...(birthDate && birthDate !== me.birth_date ? { birth_date: birthDate } : {}),
    ...(zone && zone !== me.time_zone ? { time_zone: zone } : {}),
  };
  const isChanged = Object.keys(change).length > 0;
  const save = useMutation<Player, ApiError>({
    mutationFn: () => take(api.PATCH("/api/v1/me", { body: change })),
    onSuccess: (saved) => {
      feel.success();
      setName(saved.public_name);
      client.setQueryData(keys.me, saved);
    },
    onError: feel.error,
  });
  return (
    <Page
      title={t("app-personal")}
      parent="/profile"
      isNarrow
      action={isChanged ? { text: t("app-save"), onPress: () => save.mutate(), isBusy: save.isPending } : null}
    >
      <div className="stack">
        <Field
          label={t("app-display-name")}
          hint={t("app-display-name-hint")}
          value={name}
          maxLength={64}
          enterKeyHint="done"
          autoComplete="nickname"
          onChange={(event) => setName(event.target.value)}
        />
        <CountryChoice value={country} onChange={setCountry} />
        {me.kyc_level >= VERIFIED_KYC_LEVEL && me.birth_date ? (
          <Field label={t("app-birth-date")} value={date(me.birth_date)} readOnly />
        ) : (
          <Field
            type="date"
            label={t("app-birth-date")}
            value={birthDate}
            min="1900-01-01"
            max={new Date().toISOString().slice(0, 10)}
            autoComplete="bday"
            onChange={(event) => setBirthDate(event.target.value)}
          />
        )}
        <Choice label={t("app-time-zone")} value={zone} onChange={(event) => setZone(event.target.value)}>
          <option value="" disabled>
            {t("app-choose")}
          </option>
          {zonesWith(me.time_zone).map((name) => (
            <option key={name} value={name}>
              {name.replaceAll("_", " ")}
            </option>
          ))}
        </Choice>
        <Refusal error={save.error} />
      </div>
    </Page>
  );
}

/** The zones that this device knows, and the one that is set. */
function zonesWith(present: string | null): string[] {
  const known =
    typeof Intl.supportedValuesOf === "function"
      ? Intl.supportedValuesOf("timeZone")
      : [Intl.DateTimeFormat().resolvedOptions().timeZone];
  return present && !known.includes(present) ? [present, ...known] : known;
}
