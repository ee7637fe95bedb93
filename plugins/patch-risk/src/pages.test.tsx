import type { Entity } from '@backstage/catalog-model';
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
import { deviceCard } from './extensions/deviceCard';
import { deviceContent } from './extensions/deviceContent';
import { devicesSubPage } from './extensions/devicesSubPage';
import { rollUpCard } from './extensions/rollUpCard';

const { server, baseUrl } = setupFixtureServer();
const user = userEvent.setup();

function show(element: JSX.Element, entity?: Entity, path = '/') {
  return renderInTestApp(
    entity ? (
      <EntityProvider entity={entity}>{element}</EntityProvider>
    ) : (
      element
    ),
    {
      apis: [...fixtureApis()],
      initialRouteEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

const refuse = () =>
  server.use(
    http.all(`${baseUrl}/*`, ({ request }) =>
      HttpResponse.json(
        {
          error: { name: 'NotAllowedError', message: 'Pump station PLC 1' },
          request: { method: 'GET', url: request.url },
          response: { statusCode: 403 },
        },
        { status: 403 },
      ),
    ),
  );

describe('device card', () => {
  const card = () => createExtensionTester(deviceCard).reactElement();

  it('shows score, interval, chance, drivers, next step and the age of the data', async () => {
    show(card(), entityNamed('gate-camera-02'));
    expect(
      await screen.findByRole('img', {
        name: 'Risk index 91.0 of 100, likely between 84 and 95',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('Critical')).toBeInTheDocument();
    expect(screen.getAllByText('Exploited now').length).toBeGreaterThan(0);
    expect(screen.getByText('34%')).toBeInTheDocument();
    const drivers = within(
      screen.getByRole('list', { name: 'What makes most of it' }),
    ).getAllByRole('listitem');
    expect(drivers).toHaveLength(3);
    expect(drivers[0]).toHaveTextContent('Web server of the device');
    expect(drivers[0]).toHaveTextContent('61% of the risk');
    expect(
      screen.getByText('due by Nov 24, 2026 (Europe/Berlin)'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Ticket OT-118/ })).toHaveAttribute(
      'href',
      'http://localhost:7070/browse/OT-118',
    );
    expect(await screen.findByText(/Assessed 30 minutes ago/)).toBeVisible();
    expect(
      screen.getByText('Demo data: the feeds are files that do not change.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'See details' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/gate-camera-02/patch-risk',
    );
  });

  it('says why a device is not assessed and what to do, and shows no figure', async () => {
    show(card(), entityNamed('badge-reader-3'));
    expect(await screen.findByText('Not assessed')).toBeInTheDocument();
    expect(
      screen.getByText(/the device has no usable firmware version/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/set spec.device.firmwareVersion/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Risk index')).not.toBeInTheDocument();
    expect(screen.queryByText('0')).not.toBeInTheDocument();
  });

  it('shows a stranger nothing of the device', async () => {
    refuse();
    show(card(), entityNamed('pump-plc-1'));
    expect(await screen.findByText('Nothing to show')).toBeInTheDocument();
    expect(screen.queryByText(/Pump station/)).not.toBeInTheDocument();
    expect(screen.queryByText(/[0-9]/)).not.toBeInTheDocument();
  });

  it('offers to try again after a failure', async () => {
    server.use(
      http.get(
        `${baseUrl}/devices/:kind/:namespace/:name`,
        () => HttpResponse.json({}, { status: 500 }),
        { once: true },
      ),
    );
    show(card(), entityNamed('pump-plc-1'));
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('72.0')).toBeInTheDocument();
  });
});

it('says in plain words that the backend does not answer', async () => {
  server.use(http.get(`${baseUrl}/*`, () => HttpResponse.error()));
  show(
    createExtensionTester(deviceCard).reactElement(),
    entityNamed('pump-plc-1'),
  );
  expect(
    await screen.findByText(/The backend does not answer/),
  ).toBeInTheDocument();
});

describe('device tab', () => {
  const content = () => createExtensionTester(deviceContent).reactElement();

  it('shows tasks, findings, explanation, forecast, anomalies, history and inventory', async () => {
    show(content(), entityNamed('pump-plc-1'));
    const tasks = await screen.findByRole('list', { name: 'Tasks' });
    expect(tasks).toHaveTextContent('Dec 5, 2026Europe/Berlin');
    expect(tasks).toHaveTextContent('86%');
    expect(tasks).toHaveTextContent('in a stand-in, not in a real Jira');
    expect(
      await screen.findByRole('grid', { name: 'Findings' }),
    ).toHaveTextContent('CVE-2022-0778');
    expect(
      await screen.findByRole('grid', { name: 'Unusual behaviour' }),
    ).toHaveTextContent('network.outbound_bytes');
    expect(
      screen.getByRole('figure', {
        name: 'Forecast for Web server of the device',
      }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('figure', { name: 'Risk index over time' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('grid', { name: 'Inputs' })).toHaveTextContent(
      'assumed, not known',
    );
    const inventory = screen.getByRole('region', { name: 'Inventory' });
    expect(inventory).toHaveTextContent('spec.device.exposure is “interal”');
    expect(inventory).toHaveTextContent(
      'Use one of internet, dmz, internal, isolated.',
    );
  });

  it('reads the forecast as a table', async () => {
    show(content(), entityNamed('pump-plc-1'));
    await user.click(
      await screen.findByRole('button', {
        name: 'Show table: Forecast for Web server of the device',
      }),
    );
    const table = screen.getByRole('grid', { name: 'Forecast over 52 weeks' });
    expect(within(table).getAllByRole('row')).toHaveLength(53);
  });

  it('opens the evidence, keeps hostile text as text and drops unsafe links', async () => {
    show(content(), entityNamed('pump-plc-1'));
    expect(
      await screen.findByText(/<img src=x onerror=alert\(1\)>/),
    ).toBeInTheDocument();
    for (const image of screen.queryAllByRole('img')) {
      expect(image).not.toHaveAttribute('src', 'x');
    }
    await user.click(
      screen.getByRole('button', { name: 'Evidence for CVE-2024-1190' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('inside the affected range');
    expect(dialog).toHaveTextContent('Restrict physical access');
    expect(dialog).toHaveTextContent('public proof of concept on Oct 20, 2026');
    expect(dialog).toHaveTextContent(
      'Exploit-DB: EDB-1, since Jun 25, 2024; Metasploit: exploit/<b>camera</b>, Nov 1, 2026 or earlier',
    );
    expect(
      within(dialog).queryByRole('link', { name: /Restrict/ }),
    ).not.toBeInTheDocument();
    expect(
      within(dialog).getByRole('link', { name: /SSA-446448/ }),
    ).toHaveAttribute('rel', 'noopener noreferrer');
  });
});

describe('fleet page', () => {
  const page = () => createExtensionTester(devicesSubPage).reactElement();

  it('lists devices by risk, unassessed ones without a figure, page by page', async () => {
    show(page());
    const table = await screen.findByRole('grid', { name: 'Devices by risk' });
    const rows = await waitFor(() => {
      const found = within(table).getAllByRole('row');
      expect(found).toHaveLength(6);
      return found;
    });
    expect(rows[1]).toHaveTextContent('Gate camera 2');
    expect(rows[1]).toHaveTextContent('91.0');
    expect(rows[5]).toHaveTextContent('Badge reader 3');
    expect(rows[5]).toHaveTextContent('Not assessed');
    expect(rows[5]).not.toHaveTextContent(/\b0\b/);
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(
      await within(table).findByText('Office printer 5'),
    ).toBeInTheDocument();
  });

  it('says what is demo, pinned, running and failed', async () => {
    show(page());
    expect(await screen.findByText('Demo data')).toBeInTheDocument();
    expect(screen.getByText('The clock is pinned')).toBeInTheDocument();
    expect(
      screen.getByRole('progressbar', { name: 'Progress of the pipeline' }),
    ).toHaveAttribute('value', '0.62');
    const feeds = screen.getByRole('list', { name: 'Feeds' });
    expect(feeds).toHaveTextContent('Failed');
    expect(feeds).toHaveTextContent('503 after 5 attempts');
    const models = screen.getByRole('list', { name: 'Models' });
    expect(models).toHaveTextContent('143 days ago');
    expect(models).toHaveTextContent('Training is older than 90 days');
    expect(models).toHaveTextContent('Training is recent');
    const [exploit, fix, fixOt] = within(models)
      .getAllByRole('listitem')
      .filter(({ parentElement }) => parentElement === models);
    expect(exploit).toHaveTextContent('Exploitation');
    expect(exploit).toHaveTextContent('Version retrained-20261118T030000');
    expect(exploit).toHaveTextContent('Findings differ from its training');
    expect(exploit).toHaveTextContent('vendor (vendor.records): differs far');
    expect(exploit).toHaveTextContent('It holds.');
    expect(fix).toHaveTextContent('Time to a fix');
    expect(fix).toHaveTextContent('Version 1.0.0');
    expect(fix).toHaveTextContent('31 were expected and 8 came');
    expect(fix).toHaveTextContent('It forecasts too many.');
    expect(exploit).toHaveTextContent(/and in use since: better on 11347/);
    expect(fix).not.toHaveTextContent('rained again');
    expect(fixOt).toHaveTextContent('Not compared with its training yet');
    expect(fixOt).toHaveTextContent(
      /Could not be trained again on .*at least 200/,
    );
    expect(screen.getByRole('list', { name: 'Deliveries' })).toHaveTextContent(
      'stand-in, not a real Jira',
    );
    expect(
      screen.getByText(/Tickets go to a Jira stand-in, not to a real Jira/),
    ).toBeInTheDocument();
  });

  it('takes filters from the address', async () => {
    show(page(), undefined, '/?band=not_assessed');
    expect(await screen.findByText('Flow meter X')).toBeInTheDocument();
    expect(screen.queryByText('Gate camera 2')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByText('Gate camera 2')).toBeInTheDocument();
  });

  it('opens refused records and sends undeliverable items again', async () => {
    show(page());
    await user.click(
      await screen.findByRole('button', { name: '2 refused records' }),
    );
    expect(
      await screen.findByText('The score is not between 0 and 1.'),
    ).toBeInTheDocument();
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await user.click(
      screen.getByRole('button', {
        name: 'Undeliverable items of Jira project OT',
      }),
    );
    expect(
      await screen.findByText(/the field duedate is unknown/),
    ).toBeInTheDocument();
    const replayed: unknown[] = [];
    server.use(
      http.post(`${baseUrl}/delivery/:itemId/replay`, ({ params }) => {
        replayed.push(params.itemId);
        return HttpResponse.json({});
      }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Send again: task-9' }),
    );
    await waitFor(() => expect(replayed).toEqual(['item-1']));
  });

  it('shows a stranger no device, count or name', async () => {
    refuse();
    show(page());
    expect((await screen.findAllByText('Nothing to show')).length).toBe(4);
    expect(screen.queryByText(/Pump station|Gate camera/)).toBeNull();
    expect(screen.queryByText(/[0-9]/)).not.toBeInTheDocument();
  });
});

describe('roll-up card', () => {
  it('counts unassessed devices apart', async () => {
    show(
      createExtensionTester(rollUpCard).reactElement(),
      entityNamed('raw-water-pumping'),
    );
    expect(
      await screen.findByRole('img', {
        name: 'Devices by risk: 1 critical, 2 high, 2 medium, 1 low, 2 not assessed',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        '2 devices are not assessed and are not part of these figures.',
      ),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('list', { name: 'Highest risk' })).getByRole(
        'link',
        { name: 'Gate camera 2' },
      ),
    ).toHaveAttribute('href', '/catalog/default/resource/gate-camera-02');
  });
});
