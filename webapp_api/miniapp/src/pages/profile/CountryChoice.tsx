// Where somebody lives: the countries by name, in their language.

import { useQuery } from "@tanstack/react-query";
import { loadCountries } from "@/i18n/load";
import { useTexts } from "@/i18n/TextsProvider";
import { Choice } from "@/ui/Field";

export function CountryChoice({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const { t, language } = useTexts();
  const { data: countries = {} } = useQuery({
    queryKey: ["countries", language],
    queryFn: () => loadCountries(language),
    staleTime: Infinity,
  });
  const byName = Object.entries(countries).sort(([, one], [, other]) => one.localeCompare(other, [language, "ru"]));
  return (
    <Choice
      label={t("app-country")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="country"
    >
      <option value="" disabled>
        {t("app-choose")}
      </option>
      {byName.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Choice>
  );
}
