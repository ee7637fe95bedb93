import { cleanText } from '@patch-risk/match';
import type { SeenComponent } from '../../sightings/Sighting';

/** Plugins that list what is installed: of Windows, and of Linux over SSH. */
const WINDOWS = '20811';
const LINUX = '22869';

const MAX_COMPONENTS = 20_000;

const windowsLine = /^(\S.*?)\s+\[version ([^\]]+)\]/;
const windowsUpdates = /^The following updates/i;
/** dpkg: state, name, version, architecture. */
const debianLine = /^\s*ii\s+(\S+)\s+(\S+)/;
/** rpm: name-version-release, in the first column. */
const rpmLine = /^\s*([A-Za-z0-9][\w.+-]*?)-(\d[^\s-]*-[^\s-|]+)(?:\s|\||$)/;

/** Whether the output of a plugin is a list of installed software. */
export function listsSoftware(pluginId: string | undefined): boolean {
  return pluginId === WINDOWS || pluginId === LINUX;
}

/**
 * What a plugin's list says is installed, each once. Lines of another form are passed over: the
 * lists carry headings and remarks.
 */
export function installedSoftware(
  pluginId: string,
  output: string,
): SeenComponent[] {
  const components = new Map<string, SeenComponent>();
  const isWindows = pluginId === WINDOWS;
  for (const line of output.split('\n')) {
    if (components.size >= MAX_COMPONENTS) break;
    // Updates follow the software that they change, in the same form.
    if (isWindows && windowsUpdates.test(line)) break;
    if (line.length > 1000) continue;
    const match = isWindows
      ? windowsLine.exec(line)
      : debianLine.exec(line) ?? rpmLine.exec(line);
    if (!match) continue;
    const name = cleanText(match[1].replace(/:(amd64|i386|arm\w+)$/, ''), 300);
    const version = cleanText(match[2], 200);
    if (name !== '') components.set(`${name}\n${version}`, { name, version });
  }
  return [...components.values()];
}
