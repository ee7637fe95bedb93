import type { ReactElement } from 'react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { entityNamed } from './__testUtils__/entityNamed';
import { fixtureApis } from './__testUtils__/fixtureApis';
import { setupFixtureServer } from './__testUtils__/setupFixtureServer';
import {
  EntityPatchRiskCard,
  EntityPatchRiskContent,
  EntityPatchRiskRollUpCard,
  isPatchRiskDevice,
  PatchRiskPage,
  patchRiskApiRef,
  patchRiskPlugin,
} from './legacy';

/** An app on the old frontend system, with the page and one entity page. */
function renderInLegacyApp(element: ReactElement, path = '/') {
  return renderInTestApp(
    <TestApiProvider
      apis={[...fixtureApis(), [permissionApiRef, mockApis.permission()]]}
    >
      <Routes>
        <Route path="/patch-risk/*" element={<PatchRiskPage />} />
        <Route path="*" element={element} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/patch-risk': patchRiskPlugin.routes.root,
      },
    },
  );
}

describe('legacy entry', () => {
  setupFixtureServer();

  it('shows the device card, whose link leads to the tab by keyboard', async () => {
    await renderInLegacyApp(
      <EntityProvider entity={entityNamed('pump-plc-1')}>
        <EntityPatchRiskCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('img', {
        name: 'Risk index 72.0 of 100, likely between 61 and 80',
      }),
    ).toBeInTheDocument();
    await userEvent.tab();
    expect(screen.getByRole('link', { name: 'See details' })).toHaveFocus();
    expect(document.activeElement).toHaveAttribute(
      'href',
      '/catalog/default/resource/pump-plc-1/patch-risk',
    );
  });

  it('shows the tab', async () => {
    await renderInLegacyApp(
      <EntityProvider entity={entityNamed('pump-plc-1')}>
        <EntityPatchRiskContent />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('grid', { name: 'Findings' }),
    ).toHaveTextContent('CVE-2022-0778');
  });

  it('shows the roll-up card', async () => {
    await renderInLegacyApp(
      <EntityProvider entity={entityNamed('raw-water-pumping')}>
        <EntityPatchRiskRollUpCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('list', { name: 'Highest risk' }),
    ).toBeInTheDocument();
  });

  it('shows the fleet page at its route', async () => {
    await renderInLegacyApp(<>Elsewhere</>, '/patch-risk');
    expect(
      await screen.findByRole('heading', { name: 'Patch Risk' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('grid', { name: 'Devices by risk' }),
    ).toBeInTheDocument();
  });

  it('brings its client and knows devices', () => {
    expect([...patchRiskPlugin.getApis()].map(({ api }) => api)).toEqual([
      patchRiskApiRef,
    ]);
    expect(isPatchRiskDevice(entityNamed('pump-plc-1'))).toBe(true);
    expect(isPatchRiskDevice(entityNamed('raw-water-pumping'))).toBe(false);
  });
});
