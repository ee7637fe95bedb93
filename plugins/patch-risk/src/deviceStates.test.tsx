import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { entityNamed } from './__testUtils__/entityNamed';
import { fixtureApis } from './__testUtils__/fixtureApis';
import { setupFixtureServer } from './__testUtils__/setupFixtureServer';
import { deviceContent } from './extensions/deviceContent';

const { server, baseUrl } = setupFixtureServer();
const user = userEvent.setup();

function show(name: string) {
  renderInTestApp(
    <EntityProvider entity={entityNamed(name)}>
      {createExtensionTester(deviceContent).reactElement()}
    </EntityProvider>,
    {
      apis: [...fixtureApis()],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

const section = (name: string) =>
  screen.findByRole('region', { name }, { timeout: 10_000 });

describe('reach on the device tab', () => {
  it('shows what is declared beside what was seen, with flows and rules', async () => {
    show('gate-camera-02');
    const reach = within(await section('Reach from the network'));
    expect(
      await reach.findByText(/shows more exposure than the catalog declares/),
    ).toBeInTheDocument();
    expect(reach.getByText('Isolated')).toBeInTheDocument();
    expect(
      reach.getByText(/the device answered internet at ssl/),
    ).toBeInTheDocument();
    const flows = within(
      reach.getByRole('grid', { name: 'Flows by zone and service' }),
    );
    expect(flows.getAllByText('from internet')).toHaveLength(2);
    expect(flows.getByText('answered')).toBeInTheDocument();
    expect(flows.getByText('not answered')).toBeInTheDocument();
    expect(reach.getByText(/uncertain/)).toBeInTheDocument();
  });

  it('says what to do where nothing is known', async () => {
    show('pump-plc-1');
    const reach = within(await section('Reach from the network'));
    expect(
      await reach.findByText(/Nothing is known from the network/),
    ).toBeInTheDocument();
  });
});

describe('configuration on the device tab', () => {
  it('shows drift line by line, not by colour alone, and nothing that a device wrote as markup', async () => {
    show('gate-camera-02');
    const configuration = within(await section('Configuration'));
    expect(
      await configuration.findByText(/changed outside of an approved change/),
    ).toBeInTheDocument();
    const difference = await configuration.findByRole('group', {
      name: 'Difference from the baseline',
    });
    expect(difference).toHaveTextContent('removed: ip route 10.0.0.0/8');
    expect(difference).toHaveTextContent('added: ip route 0.0.0.0/0');
    expect(difference).toHaveTextContent('<img src=x onerror=alert(1)>');
    expect(difference.querySelector('img')).toBeNull();
    expect(difference.textContent).not.toContain('\u001b');
    expect(difference).toHaveTextContent('‹masked 1a2b3c4d5e6f›');
  });

  it('approves with a reason, and takes the approval back', async () => {
    show('gate-camera-02');
    const configuration = within(await section('Configuration'));
    await user.click(
      await configuration.findByRole('button', { name: 'Approve as baseline' }),
    );
    const confirm = await screen.findByRole('button', { name: 'Confirm' });
    expect(confirm).toBeDisabled();
    await user.type(
      screen.getByRole('textbox', { name: /Reason/ }),
      'New route',
    );
    await user.click(confirm);
    expect(
      await configuration.findByText(
        'The newest configuration is as approved.',
      ),
    ).toBeInTheDocument();
    await user.click(
      configuration.getByRole('button', { name: 'Take approval back' }),
    );
    await user.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'Not yet',
    );
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(
      await configuration.findByText(/changed outside of an approved change/),
    ).toBeInTheDocument();
  });

  it('tells why an approval failed and stays open', async () => {
    server.use(
      http.post(
        `${baseUrl}/devices/:kind/:namespace/:name/configuration/baseline`,
        ({ request }) =>
          HttpResponse.json(
            {
              error: { name: 'NotAllowedError', message: 'You need more' },
              request: { method: 'POST', url: request.url },
              response: { statusCode: 403 },
            },
            { status: 403 },
          ),
      ),
    );
    show('gate-camera-02');
    const configuration = within(await section('Configuration'));
    await user.click(
      await configuration.findByRole('button', { name: 'Approve as baseline' }),
    );
    await user.type(
      await screen.findByRole('textbox', { name: /Reason/ }),
      'Mine',
    );
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('You need more'),
    );
  });

  it('says how to send a configuration where there is none', async () => {
    show('pump-plc-1');
    const configuration = within(await section('Configuration'));
    expect(
      await configuration.findByText(
        /No configuration of this device was sent/,
      ),
    ).toBeInTheDocument();
  });
});
