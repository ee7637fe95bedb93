import { Content, Header, Page } from '@backstage/core-components';
import { FleetPage } from '../components/FleetPage/FleetPage';
import { useTranslation } from '../hooks/useTranslation';

/** The fleet page below the page header of the old frontend system. */
export function LegacyFleetPage() {
  const { t } = useTranslation();
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <Content noPadding>
        <FleetPage />
      </Content>
    </Page>
  );
}
