import { childrenOf } from '../../xml/childrenOf';
import type { XmlElement } from '../../xml/XmlElement';

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/;

/** Elements that are read; `keep` for a document of CycloneDX. */
const KEPT = new Set([
  'metadata',
  'timestamp',
  'component',
  'components',
  'supplier',
  'manufacturer',
  'publisher',
  'name',
  'version',
  'cpe',
  'purl',
  'group',
  'hashes',
  'hash',
  'licenses',
  'license',
  'id',
  'expression',
  'properties',
  'property',
  'vulnerabilities',
  'vulnerability',
]);

/** Whether an element of a document is needed to read it. */
export function isReadOfBom(name: string, parent: XmlElement): boolean {
  return KEPT.has(name) && parent.name !== 'vulnerability';
}

function textOf(element: XmlElement, name: string): string | undefined {
  return childrenOf(element, name)[0]?.text.trim();
}

function organisationOf(element: XmlElement, name: string) {
  const [organisation] = childrenOf(element, name);
  return organisation && { name: textOf(organisation, 'name') };
}

function listOf(element: XmlElement, name: string, item: string) {
  const [list] = childrenOf(element, name);
  return list && childrenOf(list, item);
}

function licencesOf(element: XmlElement) {
  const [list] = childrenOf(element, 'licenses');
  if (!list) return undefined;
  return [
    ...childrenOf(list, 'license').map(licence => ({
      license: { id: textOf(licence, 'id'), name: textOf(licence, 'name') },
    })),
    ...childrenOf(list, 'expression').map(({ text }) => ({
      expression: text.trim(),
    })),
  ];
}

function componentOf(element: XmlElement): Record<string, unknown> {
  return {
    type: element.attributes.get('type'),
    name: textOf(element, 'name'),
    version: textOf(element, 'version'),
    publisher: textOf(element, 'publisher'),
    supplier: organisationOf(element, 'supplier'),
    manufacturer: organisationOf(element, 'manufacturer'),
    cpe: textOf(element, 'cpe'),
    purl: textOf(element, 'purl'),
    group: textOf(element, 'group'),
    hashes: listOf(element, 'hashes', 'hash')?.map(hash => ({
      alg: hash.attributes.get('alg'),
      content: hash.text.trim(),
    })),
    licenses: licencesOf(element),
    components: listOf(element, 'components', 'component')?.map(componentOf),
    properties: listOf(element, 'properties', 'property')?.map(property => ({
      name: property.attributes.get('name'),
      value: property.text.trim(),
    })),
  };
}

/** A document of CycloneDX in XML as the same document in JSON, as far as it is read. */
export function bomOfXml(root: XmlElement): unknown {
  const namespaces = [...root.attributes]
    .filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
    .map(([, value]) => NAMESPACE.exec(value)?.[1]);
  const specVersion = namespaces.find(version => version !== undefined);
  const [metadata] = childrenOf(root, 'metadata');
  const [subject] = metadata ? childrenOf(metadata, 'component') : [];
  return {
    bomFormat: specVersion === undefined ? undefined : 'CycloneDX',
    specVersion,
    serialNumber: root.attributes.get('serialNumber'),
    metadata: metadata && {
      timestamp: textOf(metadata, 'timestamp'),
      supplier: organisationOf(metadata, 'supplier'),
      component: subject && componentOf(subject),
    },
    components: listOf(root, 'components', 'component')?.map(componentOf),
    vulnerabilities: listOf(root, 'vulnerabilities', 'vulnerability'),
  };
}
