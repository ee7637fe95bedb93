/** Where the CVE List has a record: `2024/3xxx/CVE-2024-3400.json` below its folder `cves`. */
export function recordUrl(base: string, cve: string): string {
  const [, year, number] = cve.split('-');
  return new URL(`${year}/${number.slice(0, -3)}xxx/${cve}.json`, base).href;
}
