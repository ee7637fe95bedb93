import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { fixtureApis } from './__testUtils__/fixtureApis';
import { setupFixtureServer } from './__testUtils__/setupFixtureServer';
import { contentOf, draftOf } from './components/ComponentsPage/AdvisoryDraft';
import { questionOf } from './components/ComponentsPage/questionOf';
import { componentsSubPage } from './extensions/componentsSubPage';

describe('components page', () => {
  const { server, baseUrl } = setupFixtureServer();
  const user = userEvent.setup();
  const show = (path = '/') =>
    renderInTestApp(createExtensionTester(componentsSubPage).reactElement(), {
      apis: [...fixtureApis()],
      initialRouteEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    });

  it('answers whether a component is anywhere, and on which devices', async () => {
    show();
    await user.type(await screen.findByLabelText('Component'), 'libssh{Enter}');
    expect(
      await screen.findByText('2 devices that you can see have it.'),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Devices with libssh 0.9.6' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findAllByRole('rowheader')).toHaveLength(1);
    await user.click(dialog.getByRole('button', { name: 'Show more' }));
    await waitFor(() =>
      expect(dialog.getAllByRole('rowheader')).toHaveLength(2),
    );
    expect(dialog.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('says that nothing is known, which is not that nothing is there', async () => {
    show('/?component=log4j');
    expect(
      await screen.findByText(
        'No device that you can see is known to have it.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/others may have it too/)).toBeInTheDocument();
  });

  it('publishes an advisory after its preview, withdraws it and publishes it again', async () => {
    show();
    expect(
      await screen.findByText('No advisory was written yet.'),
    ).toBeInTheDocument();
    await user.click(
      await screen.findByRole('button', { name: 'Write an advisory' }),
    );
    expect(screen.getByRole('button', { name: 'Preview' })).toBeDisabled();
    await user.type(screen.getByLabelText(/^Title/), 'Weak keys');
    await user.click(screen.getByRole('radio', { name: 'A component' }));
    await user.type(
      screen.getByLabelText(/^Component or package URL/),
      'libssh',
    );
    await user.click(screen.getByRole('button', { name: 'Preview' }));
    expect(
      await screen.findByText('Concerns 1 device that you can see'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('grid', { name: 'Tasks that would be drafted' }),
    ).toHaveTextContent('Install 0.10.6');
    await user.click(screen.getByRole('button', { name: 'Publish' }));
    await user.click(
      await screen.findByRole('button', { name: 'Withdraw OWN-2026-001' }),
    );
    await user.click(
      await screen.findByRole('button', {
        name: 'Publish OWN-2026-001 again',
      }),
    );
    expect(
      await screen.findByRole('button', { name: 'Withdraw OWN-2026-001' }),
    ).toBeInTheDocument();
  });

  it('shows a failure and keeps what was written', async () => {
    server.use(
      http.post(`${baseUrl}/advisories/own/preview`, () =>
        HttpResponse.json(
          {
            error: { name: 'InputError', message: 'range: "<<" is no range' },
            request: { method: 'POST', url: '/' },
            response: { statusCode: 400 },
          },
          { status: 400 },
        ),
      ),
    );
    show();
    await user.click(
      await screen.findByRole('button', { name: 'Write an advisory' }),
    );
    await user.type(screen.getByLabelText(/^Title/), 'Weak keys');
    await user.type(screen.getByLabelText(/^Vendor/), 'Siemens{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('is no range');
    expect(screen.getByLabelText(/^Title/)).toHaveValue('Weak keys');
  });
});

describe('question', () => {
  it('knows package URLs and hashes from names', () => {
    const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
    expect(questionOf(' pkg:npm/left-pad ')).toEqual({
      purl: 'pkg:npm/left-pad',
    });
    expect(questionOf(sha1)).toEqual({ hash: sha1 });
    expect(questionOf('abad1dea')).toEqual({ query: 'abad1dea' });
  });
});

describe('advisory draft', () => {
  const content = {
    title: 'Weak keys',
    products: [
      { vendor: 'Siemens', model: 'TP700', range: '< 17' },
      { purl: 'pkg:generic/libssh' },
    ],
    cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    remediation: {
      category: 'vendor_fix' as const,
      details: 'Install 17',
      date: '2026-12-01',
    },
  };

  it('keeps what the form does not show', () => {
    expect(contentOf(draftOf(content), content)).toEqual(content);
    expect(
      contentOf({ ...draftOf(content), range: '' }, content)?.products[1],
    ).toEqual(content.products[1]);
  });

  it('is not complete without title, product, and words for a remedy', () => {
    const draft = draftOf(content);
    expect(contentOf({ ...draft, title: ' ' })).toBeUndefined();
    expect(contentOf({ ...draft, vendor: '' })).toBeUndefined();
    expect(contentOf({ ...draft, details: '' })).toBeUndefined();
    expect(contentOf({ ...draft, remedy: '', details: '' })).toBeDefined();
  });
});
