import type { FeedStatus } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
} from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { QuarantineTable } from './QuarantineTable';

/** Opens the records that a feed refused. */
export function QuarantineDialog(props: { feed: FeedStatus }) {
  const { feed } = props;
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <Button size="small" variant="secondary">
        {t('fleet.feeds.quarantine', { count: feed.refused })}
      </Button>
      <Dialog width="min(900px, 94vw)">
        <DialogHeader>
          {t('fleet.feeds.quarantineOf', { feed: feed.title })}
        </DialogHeader>
        <DialogBody>
          <QuarantineTable feedId={feed.id} />
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}
