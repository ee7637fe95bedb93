/**
 * What an organisation has seen of one update channel. Waits that have not ended count as well: each window or week in
 * which a fix was at hand and the device open is one trial, so nothing is lost to censoring.
 *
 * @public
 */
export interface DeploymentHistory {
  /** Change windows that began while a fix was at hand and not installed. */
  windows: number;
  /** Those of them in which an installation was tried. */
  windowsUsed: number;
  /** Weeks that devices without change windows waited with a fix at hand. */
  weeks: number;
  /** Those of them in which an installation was tried. */
  weeksUsed: number;
  installations: number;
  /** Installations after which the device was found with the old version, or that were taken back. */
  failures: number;
}
