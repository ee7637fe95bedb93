// @ts-check

/**
 * Elasticsearch 9 is compiled for Java 21, 8 for Java 17.
 *
 * @param {string} version
 */
export function minimumJava(version) {
  return Number(version.split('.')[0]) >= 9 ? 21 : 17;
}
