// Lines that change by themselves, as devices write them.
const ALWAYS = [
  /^ntp clock-period \d+/,
  /^! ?(Last configuration change|NVRAM config last updated|No configuration change)/i,
  /^!Time: /,
  /^Current configuration ?: \d+ bytes/,
  /^Building configuration/,
  /^: Written by .* at /,
  /^Cryptochecksum:/,
  /^## Last (commit|changed):/,
  /^# \w{3}\/\d{1,2}\/\d{4} .* by RouterOS/,
  /^# \d{4}-\d{2}-\d{2} .* by RouterOS/,
  /^#?conf_file_ver=\d+/,
  /^\s*uptime\b/i,
  /^\s*"?(uptime|systemTime|currentTime|lastSaved|lastModified|timestamp|exportedAt)"?\s*[:=]/i,
];

/** Whether a line is no difference: it changes by itself, or a configured pattern says so. */
export function isIgnoredLine(
  sources: readonly string[],
): (line: string) => boolean {
  const patterns = [...ALWAYS, ...sources.map(source => new RegExp(source))];
  return line => patterns.some(pattern => pattern.test(line));
}
