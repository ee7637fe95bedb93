import { useState } from 'react';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';

const LONGEST = 500;

/** A button that asks for a reason before it does something. */
export function ReasonDialog(props: {
  label: string;
  title: string;
  text: string;
  onConfirm(reason: string): Promise<unknown>;
}) {
  const { label, title, text, onConfirm } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const action = useAction(onConfirm);
  const confirm = async () => {
    if (await action.run(reason.trim())) {
      setOpen(false);
      setReason('');
    }
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" variant="secondary">
        {label}
      </Button>
      <Dialog width="min(520px, 94vw)">
        <DialogHeader>{title}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="3">
            <Text>{text}</Text>
            {action.failure !== undefined && (
              <Alert status="danger" icon role="alert" title={action.failure} />
            )}
            <TextField
              label={t('configuration.reason')}
              value={reason}
              onChange={setReason}
              maxLength={LONGEST}
              isRequired
            />
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button
            variant="primary"
            isDisabled={reason.trim() === ''}
            isPending={action.isPending}
            onPress={confirm}
          >
            {t('configuration.confirm')}
          </Button>
          <Button variant="secondary" slot="close">
            {t('configuration.cancel')}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
