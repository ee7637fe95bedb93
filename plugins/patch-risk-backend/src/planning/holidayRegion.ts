import Holidays from 'date-holidays';

/**
 * The calendar of public holidays that a code names.
 *
 * @param code - ISO 3166 country, or country and state, or country, state and region, parted by `-`, `/` or `.`
 * @returns undefined when no such calendar is known
 */
export function holidayRegion(code: string): Holidays | undefined {
  const [country, state, region] = code.trim().split(/[-/.]/);
  const known = new Holidays();
  const countryCode = country.toUpperCase();
  if (!(countryCode in known.getCountries())) {
    return undefined;
  }
  if (state === undefined) {
    return new Holidays(countryCode);
  }
  const states: Record<string, string> = known.getStates(countryCode) ?? {};
  const stateCode = Object.keys(states).find(
    key => key.toLowerCase() === state.toLowerCase(),
  );
  if (stateCode === undefined) {
    return undefined;
  }
  if (region === undefined) {
    return new Holidays(countryCode, stateCode);
  }
  const regions: Record<string, string> =
    known.getRegions(countryCode, stateCode) ?? {};
  const regionCode = Object.keys(regions).find(
    key => key.toLowerCase() === region.toLowerCase(),
  );
  return regionCode === undefined
    ? undefined
    : new Holidays(countryCode, stateCode, regionCode);
}
