import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { handlers } from '../dev/handlers';
import { entityNamed } from './__testUtils__/entityNamed';
import { fixtureApis } from './__testUtils__/fixtureApis';
import { setupFixtureServer } from './__testUtils__/setupFixtureServer';
import { deviceContent } from './extensions/deviceContent';

const { server, baseUrl } = setupFixtureServer();
const user = userEvent.setup({ delay: null });

const show = () =>
  renderInTestApp(
    <EntityProvider entity={entityNamed('gate-camera-02')}>
      {createExtensionTester(deviceContent).reactElement()}
    </EntityProvider>,
    {
      apis: [...fixtureApis()],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );

const open = async (cve: string) => {
  await user.click(
    await screen.findByRole('button', { name: `Evidence for ${cve}` }),
  );
  return within(await screen.findByRole('dialog'));
};

describe('findings of a device', () => {
  // What one test sets aside is open again for the next.
  beforeEach(() => server.use(...handlers(baseUrl)));

  it('show their history beside the evidence', async () => {
    show();
    const dialog = await open('CVE-2021-36260');
    expect(
      dialog.getByText('csaf-siemens/SSA-446448, version 1.4'),
    ).toBeInTheDocument();
    const events = within(
      await dialog.findByRole('list', { name: 'History' }),
    ).getAllByRole('listitem');
    expect(events.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(
        /^Changed.*document csaf-siemens\/SSA-446448 1\.4.*Status: under_investigation → affected/,
      ),
      expect.stringMatching(/^Opened/),
    ]);
  });

  it('are set aside with a reason and a day, shown as that, and opened again', async () => {
    show();
    const dialog = await open('CVE-2022-0778');
    const day = await dialog.findByRole('textbox', { name: /Last day/ });
    expect(day).toHaveValue('2027-02-18');
    const submit = dialog.getByRole('button', { name: 'Set aside' });
    await user.click(submit);
    expect(dialog.getByText('Write a reason.')).toBeInTheDocument();
    await user.click(dialog.getByRole('textbox', { name: /Reason/ }));
    await user.paste('Behind the data diode');
    await user.clear(day);
    await user.paste('2030-01-01');
    await user.click(submit);
    expect(
      dialog.getByText(/Write a day from 2026-11-20 to 2027-05-19/),
    ).toBeInTheDocument();
    await user.clear(day);
    await user.paste('2027-01-31');
    await user.keyboard('{Enter}');
    expect(
      await screen.findByText('CVE-2022-0778 is set aside until Jan 31, 2027.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Evidence for CVE-2022-0778' }),
    ).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(
      await screen.findByRole('button', {
        name: 'Evidence for CVE-2022-0778',
      }),
    ).toBeInTheDocument();
  });

  it('keep what was typed when the backend refuses, and say why', async () => {
    server.use(
      http.post(`${baseUrl}/findings/:id/suppression`, ({ request }) =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'You may not' },
            request: { method: 'POST', url: request.url },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    show();
    const dialog = await open('CVE-2022-0778');
    const reason = await dialog.findByRole('textbox', { name: /Reason/ });
    await user.type(reason, 'Mine');
    await user.click(dialog.getByRole('button', { name: 'Set aside' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('You may not');
    expect(reason).toHaveValue('Mine');
  });

  it('show hygiene in a section of its own, hostile words as words', async () => {
    show();
    const section = await screen.findByRole('region', { name: 'Hygiene' });
    expect(
      await within(section).findByText(
        'Default account <b>admin</b> was reported',
      ),
    ).toBeInTheDocument();
    expect(within(section).getByText('End of support')).toBeInTheDocument();
    expect(
      within(section).getByText(/internet \(assumed\)/),
    ).toBeInTheDocument();
  });
});
