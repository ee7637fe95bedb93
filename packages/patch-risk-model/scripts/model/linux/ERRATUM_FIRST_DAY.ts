/** AlmaLinux has errata since 2019; what was disclosed before counts from a day on which it did not exist. */
export const ERRATUM_FIRST_DAY = '2019-05-01';
