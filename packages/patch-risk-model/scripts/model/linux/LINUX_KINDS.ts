import { fitBackport } from '../../../src/forecast/backport/fitBackport';
import { forecastBackportCase } from '../../../src/forecast/backport/forecastBackportCase';
import { fitErratum } from '../../../src/forecast/erratum/fitErratum';
import { forecastErratumCase } from '../../../src/forecast/erratum/forecastErratumCase';
import { packageFamily } from '../../../src/forecast/erratum/packageFamily';
import type { LinuxKind } from './linuxSplitForecasts';
import type { LinuxOutcome } from './LinuxOutcome';

const withoutTruncation = {
  name: 'right truncation ignored',
  settings: { truncation: false },
};

/** Backports into OpenEmbedded, and errata of AlmaLinux. */
export const LINUX_KINDS: Readonly<Record<'backport' | 'erratum', LinuxKind>> =
  {
    backport: {
      fit: fitBackport,
      forecast: forecastBackportCase,
      packageOf: ({ product = '' }) => product,
      variants: [
        {
          name: 'without the number of the CVE',
          learn: withCase(({ cve: _, ...fixCase }) => fixCase),
        },
        withoutTruncation,
      ],
    },
    erratum: {
      fit: fitErratum,
      forecast: forecastErratumCase,
      packageOf: ({ product }) => packageFamily(product) ?? '',
      variants: [
        {
          name: 'asked by package, without vendor',
          ask: withCase(fixCase => ({ ...fixCase, vendor: undefined })),
        },
        {
          name: "asked by the CVE record's vendor and product",
          ask: outcome => ({
            ...outcome,
            fixCase: {
              ...outcome.fixCase,
              product: outcome.otherProducts?.[1],
            },
          }),
        },
        withoutTruncation,
      ],
    },
  };

function withCase(
  change: (fixCase: LinuxOutcome['fixCase']) => LinuxOutcome['fixCase'],
) {
  return (outcome: LinuxOutcome): LinuxOutcome => ({
    ...outcome,
    fixCase: change(outcome.fixCase),
  });
}
