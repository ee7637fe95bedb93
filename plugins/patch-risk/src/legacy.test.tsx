import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { entityNamed } from './__testUtils__/entityNamed';
import { fixtureApis } from './__testUtils__/fixtureApis';
import { setupFixtureServer } from './__testUtils__/setupFixtureServer';
import { EntityPatchRiskCard, isPatchRiskDevice } from './legacy';

describe('legacy entry', () => {
  setupFixtureServer();

  it('shows the device card in an app on the old frontend system', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[...fixtureApis()]}>
        <EntityProvider entity={entityNamed('pump-plc-1')}>
          <EntityPatchRiskCard />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(
      await screen.findByRole('img', {
        name: 'Risk index 72 of 100, likely between 61 and 80',
      }),
    ).toBeInTheDocument();
  });

  it('knows devices', () => {
    expect(isPatchRiskDevice(entityNamed('pump-plc-1'))).toBe(true);
    expect(isPatchRiskDevice(entityNamed('raw-water-pumping'))).toBe(false);
  });
});
