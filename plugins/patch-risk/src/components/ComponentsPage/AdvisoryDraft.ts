import type { OwnAdvisoryContent } from '@patch-risk/backstage-plugin-patch-risk-common';

/** Severities that a person may give. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** Remedies that a person may give. */
export const REMEDIES = [
  'vendor_fix',
  'mitigation',
  'workaround',
  'none_available',
  'no_fix_planned',
] as const;

/** What the form holds; text that was not written is empty. */
export interface AdvisoryDraft {
  title: string;
  description: string;
  about: 'product' | 'component';
  vendor: string;
  model: string;
  component: string;
  range: string;
  severity: string;
  remedy: string;
  details: string;
}

/** The form of an advisory, or an empty one. */
export function draftOf(content?: OwnAdvisoryContent): AdvisoryDraft {
  const product = content?.products[0];
  const component = product?.purl ?? product?.component;
  return {
    title: content?.title ?? '',
    description: content?.description ?? '',
    about: component === undefined ? 'product' : 'component',
    vendor: product?.vendor ?? '',
    model: product?.model ?? '',
    component: component ?? '',
    range: product?.range ?? '',
    severity: content?.severity ?? '',
    remedy: content?.remediation?.category ?? '',
    details: content?.remediation?.details ?? '',
  };
}

/**
 * What the form says. Of an advisory that is changed, what the form does not show stays: further products, the CVSS
 * vector, date and address of the remedy.
 *
 * @returns `undefined` while something that is needed is empty.
 */
export function contentOf(
  draft: AdvisoryDraft,
  before?: OwnAdvisoryContent,
): OwnAdvisoryContent | undefined {
  const written = (text: string) => text.trim() || undefined;
  const component = written(draft.component);
  const product =
    draft.about === 'component'
      ? component && {
          ...(/^pkg:/i.test(component) ? { purl: component } : { component }),
        }
      : written(draft.vendor) && {
          vendor: written(draft.vendor),
          model: written(draft.model),
        };
  const title = written(draft.title);
  const category = REMEDIES.find(each => each === draft.remedy);
  const details = written(draft.details);
  if (!title || !product || (category && !details)) {
    return undefined;
  }
  return {
    ...before,
    title,
    description: written(draft.description),
    products: [
      { ...product, range: written(draft.range) },
      ...(before?.products.slice(1) ?? []),
    ],
    severity: SEVERITIES.find(each => each === draft.severity),
    remediation:
      category && details
        ? { ...before?.remediation, category, details }
        : undefined,
  };
}
