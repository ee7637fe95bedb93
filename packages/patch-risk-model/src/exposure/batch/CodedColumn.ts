/**
 * One input of a batch, coded: row i holds `logOdds[codes[i]]`. A missing value is a code of its own, whose log-odds are
 * those of the population.
 *
 * @public
 */
export interface CodedColumn {
  codes: Uint8Array | Uint16Array;
  /** As many values as the column has codes. */
  logOdds: Float64Array;
}
