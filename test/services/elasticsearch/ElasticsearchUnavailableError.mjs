// @ts-check

/**
 * Why the real server cannot run here.
 *
 * @typedef {'java-missing' | 'maven-missing' | 'download-failed' | 'unzip-failed' | 'no-unprivileged-user' |
 *   'folder-not-writable' | 'port-taken' | 'did-not-start'} UnavailableReason
 */

/** The real Elasticsearch cannot run here; `reason` is for programs, `remedy` for people. */
export class ElasticsearchUnavailableError extends Error {
  name = 'ElasticsearchUnavailableError';

  /**
   * @param {UnavailableReason} reason
   * @param {string} message
   * @param {string} remedy
   */
  constructor(reason, message, remedy) {
    super(`${message} ${remedy}`);
    this.reason = reason;
    this.remedy = remedy;
  }
}
