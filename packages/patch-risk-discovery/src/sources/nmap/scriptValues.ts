import type { XmlElement } from '../../xml/XmlElement';

const MAX_VALUES = 500;

function collect(
  element: XmlElement,
  path: string,
  values: Map<string, string>,
) {
  for (const [index, child] of element.children.entries()) {
    if (values.size >= MAX_VALUES) return;
    const key = child.attributes.get('key');
    const step = key ?? String(index);
    const place = path === '' ? step : `${path}/${step}`;
    if (child.name === 'table') collect(child, place, values);
    else if (child.name === 'elem' && key !== undefined && !values.has(place)) {
      values.set(place, child.text.trim());
    }
  }
}

/**
 * Values that a script found, by their path: `subject/commonName`. Where the script wrote text alone,
 * its lines of the form `key: value` are read.
 */
export function scriptValues(script: XmlElement): Map<string, string> {
  const values = new Map<string, string>();
  collect(script, '', values);
  if (values.size > 0) return values;
  const lines = (script.attributes.get('output') ?? '').split('\n', MAX_VALUES);
  for (const line of lines) {
    const colon = line.indexOf(': ');
    const key = line.slice(0, Math.max(colon, 0)).trim();
    if (key !== '' && !values.has(key)) {
      values.set(key, line.slice(colon + 2).trim());
    }
  }
  return values;
}
