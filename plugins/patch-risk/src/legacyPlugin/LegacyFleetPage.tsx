import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { ComponentsPage } from '../components/ComponentsPage/ComponentsPage';
import { DiscoveryPage } from '../components/DiscoveryPage/DiscoveryPage';
import { FleetPage } from '../components/FleetPage/FleetPage';
import { useTranslation } from '../hooks/useTranslation';

/** The pages as tabs below the page header of the old frontend system. */
export function LegacyFleetPage() {
  const { t } = useTranslation();
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <TabbedLayout>
        <TabbedLayout.Route path="/devices" title={t('fleet.tabs.devices')}>
          <FleetPage />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/discovery" title={t('fleet.tabs.discovery')}>
          <DiscoveryPage />
        </TabbedLayout.Route>
        <TabbedLayout.Route
          path="/components"
          title={t('fleet.tabs.components')}
        >
          <ComponentsPage />
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
