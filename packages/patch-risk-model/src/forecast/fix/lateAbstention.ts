import type { OtLateModel } from './OtFixModel';

/** Nothing was watched for longer after its disclosure. */
export const WATCHED_DAYS = 1_650;

/**
 * Why a quantile that rests on late fixes is not given for a vendor, where the
 * forecast reaches so many days past disclosure; `undefined` where it is.
 */
export function lateAbstention(
  model: Pick<OtLateModel, 'vendorEvents'>,
  vendor: string | undefined,
  reachDays: number,
): string | undefined {
  if (vendor === undefined || !Object.hasOwn(model.vendorEvents, vendor)) {
    return 'no late fix of this vendor was observed; days past disclosure rest on other vendors';
  }
  return reachDays > WATCHED_DAYS
    ? `fixes later than ${WATCHED_DAYS} days were never watched`
    : undefined;
}
