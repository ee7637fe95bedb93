import type { FacetValuesInner } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Select } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';

const ANY = '';

/** One filter with the values that occur and how often. */
export function FacetSelect(props: {
  label: string;
  values?: FacetValuesInner[];
  chosen?: string;
  nameOf(value: string): string;
  onChange(value: string | undefined): void;
}) {
  const { label, values = [], chosen, nameOf, onChange } = props;
  const { t } = useTranslation();
  const options = values.map(({ value, count }) => ({
    value,
    label: `${nameOf(value)} (${count})`,
  }));
  // A value from a shared address may not occur any more.
  if (
    chosen !== undefined &&
    !options.some(option => option.value === chosen)
  ) {
    options.push({ value: chosen, label: nameOf(chosen) });
  }
  return (
    <Select
      label={label}
      value={chosen ?? ANY}
      options={[{ value: ANY, label: t('fleet.filters.any') }, ...options]}
      onChange={value => onChange(value === ANY ? undefined : String(value))}
    />
  );
}
