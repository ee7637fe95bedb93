import type { DiscoveredDevice } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
} from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { FoundDeviceDetail } from './FoundDeviceDetail';

/** Opens what each source says of a found device. */
export function FoundDeviceDialog(props: { device: DiscoveredDevice }) {
  const { key, title } = props.device;
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('discovery.devices.detailsOf', { title })}
      >
        {t('discovery.devices.details')}
      </Button>
      <Dialog width="min(900px, 94vw)">
        <DialogHeader>{title}</DialogHeader>
        <DialogBody>
          <FoundDeviceDetail deviceKey={key} />
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}
