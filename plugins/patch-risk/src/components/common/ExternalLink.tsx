import type { ReactNode } from 'react';
import { Link, VisuallyHidden } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { safeHref } from '../../format/safeHref';
import { useTranslation } from '../../hooks/useTranslation';

/** A link out of Backstage; plain text where the address is not http or https. */
export function ExternalLink(props: { href?: string; children: ReactNode }) {
  const { t } = useTranslation();
  const href = safeHref(props.href);
  if (href === undefined) {
    return <>{props.children}</>;
  }
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {props.children}{' '}
      <RiExternalLinkLine
        size={12}
        aria-hidden
        style={{ verticalAlign: 'baseline' }}
      />
      <VisuallyHidden> ({t('opensInNewTab')})</VisuallyHidden>
    </Link>
  );
}
