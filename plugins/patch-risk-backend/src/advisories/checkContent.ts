import { InputError } from '@backstage/errors';
import type { OwnAdvisoryContent } from '@patch-risk/backstage-plugin-patch-risk-common';
import { checkVersionText, identifierKeys } from '@patch-risk/match';
import { readCvssVector } from '@patch-risk/model';
import { DateTime } from 'luxon';

const VECTOR = /^CVSS:(3\.0|3\.1|4\.0)(\/[A-Za-z]{1,3}:[A-Za-z])+$/;

/**
 * Refuses what could not be matched or shown as it is meant.
 *
 * @throws InputError that names the field, its value and what to write
 */
export function checkContent(content: OwnAdvisoryContent): void {
  if (content.title.trim() === '') {
    throw new InputError('title: is empty; write what the advisory is about');
  }
  for (const [index, product] of content.products.entries()) {
    const field = `products[${index}]`;
    const { vendor, model, component, purl, range } = product;
    const isDevice = vendor !== undefined && model !== undefined;
    const isComponent = component !== undefined || purl !== undefined;
    if (isDevice === isComponent) {
      throw new InputError(
        `${field}: names ${
          isDevice
            ? 'a device and a component'
            : 'neither a device nor a component'
        }; write vendor and model, or component, or purl`,
      );
    }
    if (isComponent && model !== undefined) {
      throw new InputError(
        `${field}.model: "${model}" stands beside a component; write a product of its own for the device`,
      );
    }
    if (component !== undefined && !/[\p{L}\p{N}]/u.test(component)) {
      throw new InputError(
        `${field}.component: "${component}" holds neither letter nor digit; write the name of the component`,
      );
    }
    if (purl !== undefined && identifierKeys({ purl }).length === 0) {
      throw new InputError(
        `${field}.purl: "${purl}" is no package URL; write one such as pkg:generic/libssh`,
      );
    }
    if (range !== undefined && !checkVersionText(range)) {
      throw new InputError(
        `${field}.range: "${range}" cannot be read; write for example < 2.9.4, or >= 1.0, < 1.4, or leave it out for all versions`,
      );
    }
  }
  const { cvssVector, remediation } = content;
  if (cvssVector !== undefined && !isVector(cvssVector)) {
    throw new InputError(
      `cvssVector: "${cvssVector}" is no vector of CVSS 3.0, 3.1 or 4.0; copy one from a calculator, or give severity`,
    );
  }
  if (remediation?.date !== undefined && !isDay(remediation.date)) {
    throw new InputError(
      `remediation.date: "${remediation.date}" is no day; write it as YYYY-MM-DD`,
    );
  }
  if (
    remediation?.url !== undefined &&
    !/^https?:\/\/[^\s]+$/i.test(remediation.url)
  ) {
    throw new InputError(
      `remediation.url: "${remediation.url}" is no web address; begin it with https://`,
    );
  }
}

function isVector(text: string): boolean {
  if (!VECTOR.test(text)) return false;
  try {
    const { attackVector, impact } = readCvssVector(text);
    return attackVector !== undefined && impact !== undefined;
  } catch {
    return false;
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
}
