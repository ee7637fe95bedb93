import { packageFamily } from '../../../src/forecast/erratum/packageFamily';
import { readField } from '../../../src/forecast/pooled/readField';
import { durationTable } from '../families/durationTable';
import type { Family } from '../families/Family';
import { backportOutcomes } from './backportOutcomes';
import { erratumOutcomes } from './erratumOutcomes';
import { ERRATUM_FIRST_DAY } from './ERRATUM_FIRST_DAY';
import { LINUX_KINDS } from './LINUX_KINDS';
import {
  BACKPORT_SPLITS,
  ERRATUM_SPLITS,
  type LinuxSplit,
} from './LINUX_SPLITS';
import { linuxGroups } from './linuxGroups';
import type { LinuxOutcome } from './LinuxOutcome';
import {
  linuxSplitForecasts,
  type LinuxSplitForecasts,
} from './linuxSplitForecasts';
import { trainLinux } from './trainLinux';

const SEED = 17;
const SAMPLES = 100;

/** When backports reach OpenEmbedded, and errata AlmaLinux. */
export const linuxFamily: Family = {
  name: 'linux',
  train: trainLinux,
  async backtest(progress) {
    const backports = backportOutcomes();
    const errata = erratumOutcomes().filter(
      ({ startedOn }) => startedOn >= ERRATUM_FIRST_DAY,
    );
    const judge = (
      kind: keyof typeof LINUX_KINDS,
      outcomes: readonly LinuxOutcome[],
      splits: readonly LinuxSplit[],
    ) =>
      splits.map(split => {
        progress(`${kind}: ${split.from} to ${split.to}`);
        return linuxSplitForecasts(LINUX_KINDS[kind], { outcomes, split });
      });
    const ofBackports = judge('backport', backports, BACKPORT_SPLITS);
    const ofErrata = judge('erratum', errata, ERRATUM_SPLITS);
    return {
      title: 'Fixes of embedded and enterprise Linux',
      purpose:
        'Days from the upstream fix to the backport on an OpenEmbedded branch, and from disclosure to the AlmaLinux erratum, given that the fix comes. Abstains (with numbers) on a recipe, or a product and vendor, without an earlier fix in the model, and without a start of the clock.',
      data: [
        data('Backports', backports, {
          provenance:
            'openembedded-core and 29 release branches, state of 2026-08-22',
          licence: 'MIT (facts only)',
        }),
        data('Errata', errata, {
          provenance:
            'AlmaLinux osv-database, state of 2026-08-21; dates, vendors and products of CVEs from CISA Vulnrichment, state of 2025-01-24',
          licence: 'MIT; CC0-1.0',
        }),
      ],
      splits: [
        ...BACKPORT_SPLITS.map(split => told('Backports', split)),
        ...ERRATUM_SPLITS.map(split => told('Errata', split)),
        'Penalties, half-lives and shares were chosen on these splits, so the figures flatter a little; the rows kept for acceptance were not seen.',
      ],
      tables: [
        ...ofBackports.map(result => table('Backports', result)),
        ...ofErrata.map(result => table('Errata', result)),
      ],
      groups: [
        linuxGroups({
          title: 'Backports of upstream fixes of 2024, by branch',
          result: ofBackports[2],
          groupOf: ({ fixCase }) =>
            readField(fixCase.productsAffectedText, 'branch') ?? '',
          seed: SEED,
        }),
        linuxGroups({
          title: 'Backports of upstream fixes of 2024, by recipe',
          result: ofBackports[2],
          groupOf: ({ fixCase }) => fixCase.product ?? '',
          seed: SEED,
        }),
        linuxGroups({
          title: 'Errata of CVEs of 2024-01 to 2024-06, by package',
          result: ofErrata[1],
          groupOf: ({ fixCase }) => packageFamily(fixCase.product) ?? '',
          seed: SEED,
        }),
      ],
      weaknesses: [
        'Only fixes that came are in the data: the chance that none ever comes is not forecast, and every curve reaches 1.',
        'The lag of backports changes from year to year by more than packages differ (the median was 49 days for fixes of 2023, 109 for 2024), and nothing in a case foretells it. Intervals held too few of 2022 and too many of 2024.',
        'Backports come in batches: one maintainer and one day for many CVEs, so rows say less than their number.',
        'A good part of the order among backports is the number of the CVE: one that was numbered long after the upstream fix was backported late. Whoever asks knows the number, but on the first day of the clock nobody did; without it the table has a row of its own.',
        'Most errata of the training years 2019 to 2023 belong to CVE records that were enriched long afterwards, so they are a selection.',
        'Within the kernel, errata can hardly be told apart: severity and component of an erratum become known only with the fix.',
      ],
      page: 'fix-linux.md',
    };
  },
};

function table(what: string, { split, rows, forecasts }: LinuxSplitForecasts) {
  const { from, to, trainedUntil, judgedUntil } = split;
  const seen = judgedUntil ? `, fixed by ${judgedUntil}` : '';
  return durationTable({
    title: `${what}, clock from ${from} to ${to}${seen}; trained on fixes until ${trainedUntil}`,
    rows,
    forecasts,
    seed: SEED,
    samples: SAMPLES,
  });
}

function told(what: string, split: LinuxSplit): string {
  const { from, to, trainedUntil, judgedUntil } = split;
  return judgedUntil
    ? `${what} whose clock started from ${from} to ${to} and that came by ${judgedUntil}, by a model of earlier starts followed up until the same day, as the shipped model is.`
    : `${what} whose clock started from ${from} to ${to}, by a model of earlier starts that knows fixes until ${trainedUntil} only.`;
}

function data(
  name: string,
  outcomes: readonly LinuxOutcome[],
  source: { provenance: string; licence: string },
) {
  const starts = outcomes.map(({ startedOn }) => startedOn).sort();
  return {
    name,
    ...source,
    rows: outcomes.length,
    from: starts[0],
    to: starts[starts.length - 1],
  };
}
