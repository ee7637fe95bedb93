import type { Finding } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { formatInstant } from '../../format/formatInstant';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { ExternalLink } from '../common/ExternalLink';
import { FactList } from '../common/FactList';
import { EvidenceList } from './EvidenceList';
import { FindingHistory } from './FindingHistory';
import { SuppressionPanel } from './SuppressionPanel';

const COLLECTIONS = {
  exploitdb: 'Exploit-DB',
  metasploit: 'Metasploit',
  nuclei: 'Nuclei',
};

/** Why a vulnerability is on this device: the evidence, what is known about it, its history, and what sets it aside. */
export function FindingDialog(props: {
  finding: Finding;
  canSuppress: boolean;
  onSuppressed(until: string): void;
  onReopened(): void;
}) {
  const { canSuppress, finding, onReopened, onSuppressed } = props;
  const { kev, epss, ssvc, cvss, remediation, exploitCode } = finding;
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('tab.findings.detailsOf', { cve: finding.cve })}
      >
        {t('tab.findings.details')}
      </Button>
      <Dialog width="min(720px, 94vw)">
        <DialogHeader>
          {t('tab.evidence.title', { cve: finding.cve })}
        </DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="4">
            <EvidenceList evidence={finding.evidence} />
            <FactList
              facts={[
                [t('tab.evidence.vector'), cvss?.vector],
                [t('tab.evidence.weaknesses'), finding.cwes?.join(', ')],
                [
                  t('tab.evidence.disclosed'),
                  finding.disclosedOn && formatDate(finding.disclosedOn),
                ],
                [t('tab.evidence.kev'), kev && formatDate(kev.dateAdded)],
                [
                  t('tab.evidence.kevDue'),
                  kev?.dueDate && formatDate(kev.dueDate),
                ],
                [
                  t('tab.evidence.ransomware'),
                  kev?.ransomware !== undefined
                    ? t(kev.ransomware ? 'yes' : 'unknown')
                    : undefined,
                ],
                [
                  t('tab.findings.epss'),
                  epss &&
                    t('tab.evidence.epssOf', {
                      score: formatProbability(epss.score),
                      date: formatDate(epss.date),
                    }),
                ],
                [
                  t('tab.evidence.percentile'),
                  epss?.percentile !== undefined
                    ? formatProbability(epss.percentile)
                    : undefined,
                ],
                [
                  t('tab.evidence.ssvc'),
                  ssvc &&
                    t('tab.evidence.ssvcOf', {
                      exploitation: t(
                        `tab.evidence.ssvcText.${ssvc.exploitation}`,
                      ),
                      date: formatDate(ssvc.writtenAt.slice(0, 10)),
                    }),
                ],
                [
                  t('tab.evidence.exploitCode'),
                  exploitCode
                    ?.map(({ source, reference, firstSeenOn, datedBy }) =>
                      t(
                        datedBy === 'source'
                          ? 'tab.evidence.exploitCodeOf'
                          : 'tab.evidence.exploitCodeBy',
                        {
                          source: COLLECTIONS[source],
                          reference,
                          date: formatDate(firstSeenOn),
                        },
                      ),
                    )
                    .join('; '),
                ],
                [
                  t('tab.evidence.remedy'),
                  remediation.details !== undefined ||
                  remediation.url !== undefined ? (
                    <ExternalLink href={remediation.url}>
                      {remediation.details ?? remediation.url}
                    </ExternalLink>
                  ) : undefined,
                ],
                [
                  t('tab.evidence.firstSeen'),
                  formatInstant(finding.firstSeenAt),
                ],
                [t('tab.evidence.lastSeen'), formatInstant(finding.lastSeenAt)],
              ]}
            />
            <Text as="h3" variant="title-x-small" weight="bold">
              {t('findingHistory.title')}
            </Text>
            <FindingHistory findingId={finding.id} />
            {(finding.suppression || canSuppress) && (
              <>
                <Text as="h3" variant="title-x-small" weight="bold">
                  {t('suppression.title')}
                </Text>
                <SuppressionPanel
                  finding={finding}
                  canSuppress={canSuppress}
                  onSuppressed={onSuppressed}
                  onReopened={onReopened}
                />
              </>
            )}
          </Flex>
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}
