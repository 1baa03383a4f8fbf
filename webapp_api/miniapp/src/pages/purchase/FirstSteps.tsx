// What the law asks before the first ticket: terms, age, country, date of birth. Shown when a purchase lacks any of it.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Player, take } from "@/api/client";
import { keys } from "@/api/keys";
import { aboutQuery, documentsQuery, type LegalDocument, meQuery } from "@/api/queries";
import { useTexts } from "@/i18n/TextsProvider";
import { CountryChoice } from "@/pages/profile/CountryChoice";
import { feel } from "@/telegram/client";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field, Tick } from "@/ui/Field";
import { Rich } from "@/ui/Rich";
import { Sheet } from "@/ui/Sheet";
import { Skeleton } from "@/ui/Skeleton";
import { Failure, Refusal } from "@/ui/States";
import { useDraft } from "@/ui/useDraft";
import styles from "./FirstSteps.module.css";

export function FirstSteps({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { t } = useTexts();
  const me = useQuery(meQuery);
  const documents = useQuery(documentsQuery);
  const about = useQuery(aboutQuery);
  const failed = [me, documents, about].find((query) => query.isError);
  return (
    <Sheet title={t("app-first-steps")} onClose={onClose}>
      {me.data && documents.data && about.data ? (
        <Form
          me={me.data}
          terms={documents.data.items.find(({ document }) => document === "terms")}
          minimumAge={about.data.minimum_age}
          onDone={onDone}
        />
      ) : failed ? (
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Skeleton heights={[160, 60, 60]} />
      )}
    </Sheet>
  );
}

function Form({
  me,
  terms,
  minimumAge,
  onDone,
}: {
  me: Player;
  terms: LegalDocument | undefined;
  minimumAge: number;
  onDone: () => void;
}) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [country, setCountry, forgetCountry] = useDraft("country", me.country ?? "");
  const [birthDate, setBirthDate, forgetBirthDate] = useDraft("birth-date", me.birth_date ?? "");
  const [isAdult, setAdult] = useState(false);
  const [isAgreed, setAgreed] = useState(false);
  const needsTerms = terms !== undefined && !terms.is_accepted;

  const save = useMutation({
    mutationFn: async () => {
      const timeZone = me.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      const profile = await take(
        api.PATCH("/api/v1/me", {
          body: {
            ...(me.country ? {} : { country }),
            ...(me.birth_date ? {} : { birth_date: birthDate }),
            ...(me.time_zone ? {} : { time_zone: timeZone }),
          },
        }),
      );
      client.setQueryData(keys.me, profile);
      if (needsTerms)
        await take(
          api.POST("/api/v1/me/consents", {
            body: { document: "terms", version: terms.version, locale: terms.language },
          }),
        );
    },
    onSuccess: () => {
      feel.success();
      forgetCountry();
      forgetBirthDate();
      void client.invalidateQueries({ queryKey: keys.documents });
      onDone();
    },
    onError: feel.error,
  });

  const isReady = country !== "" && birthDate !== "" && (!needsTerms || (isAdult && isAgreed));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) save.mutate();
      }}
    >
      {needsTerms ? (
        <>
          <Card className={styles.terms}>
            <Rich text={terms.text} />
          </Card>
          <div>
            <Tick isOn={isAdult} onChange={setAdult}>
              {t("app-i-am-adult", { minimum_age: minimumAge })}
            </Tick>
            <Tick isOn={isAgreed} onChange={setAgreed}>
              {t("app-i-accept-terms")}
            </Tick>
          </div>
        </>
      ) : null}
      {me.country ? null : <CountryChoice value={country} onChange={setCountry} />}
      {me.birth_date ? null : (
        <Field
          type="date"
          label={t("app-birth-date")}
          hint={t("app-birth-date-hint")}
          value={birthDate}
          min="1900-01-01"
          max={new Date().toISOString().slice(0, 10)}
          autoComplete="bday"
          onChange={(event) => setBirthDate(event.target.value)}
        />
      )}
      <Refusal error={save.error} />
      <Button type="submit" look="filled" isWide isBusy={save.isPending} disabled={!isReady}>
        {t("app-continue")}
      </Button>
    </form>
  );
}
