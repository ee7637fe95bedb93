import { deviceSchema } from '@patch-risk/backstage-plugin-patch-risk-node';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../harness/root';

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** The fields of a schema as the table in `docs/devices.md` writes them. */
function fieldsOf(schema: Schema, path = ''): string[] {
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([name, value]) =>
      fieldsOf(value, path === '' ? name : `${path}.${name}`),
    );
  }
  return schema.items?.properties
    ? fieldsOf(schema.items, `${path}[]`)
    : [path];
}

function usedBy(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const parts = value.filter(item => typeof item === 'object');
    return parts.length > 0
      ? parts.flatMap(item => usedBy(item, `${path}[]`))
      : [path];
  }
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, item]) =>
    usedBy(item, path === '' ? name : `${path}.${name}`),
  );
}

const fields = fieldsOf(deviceSchema as Schema);

describe('the fields of a device', () => {
  it('are all shown by the demo organisation', () => {
    const used = new Set(
      globSync('catalog/devices-*.yaml', { cwd: root })
        .flatMap(file =>
          parseAllDocuments(readFileSync(join(root, file), 'utf8')),
        )
        .flatMap(document => usedBy(document.toJS()?.spec?.device)),
    );
    expect(fields.filter(field => !used.has(field))).toEqual([]);
    expect(fields.length).toBeGreaterThan(20);
  });

  it('are all in the table of docs/devices.md, and nothing else is', () => {
    const page = readFileSync(join(root, 'docs', 'devices.md'), 'utf8');
    const table = page.slice(
      page.indexOf('## Fields'),
      page.indexOf('## Relations'),
    );
    const rows = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual([...fields].sort());
  });
});
