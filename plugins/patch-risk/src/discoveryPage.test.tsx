import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { fixtureApis } from './__testUtils__/fixtureApis';
import { setupFixtureServer } from './__testUtils__/setupFixtureServer';
import { discoverySubPage } from './extensions/discoverySubPage';

describe('discovery page', () => {
  const { server, baseUrl } = setupFixtureServer();
  const user = userEvent.setup();
  const show = () =>
    renderInTestApp(createExtensionTester(discoverySubPage).reactElement(), {
      apis: [...fixtureApis()],
    });
  const found = () => screen.findByRole('grid', { name: 'Found devices' });

  it('takes a found device into the catalog, and back', async () => {
    show();
    const row = within(await found()).getByRole('row', { name: /pump-hmi-4/ });
    expect(row).toHaveTextContent('1 conflict');
    const adopt = screen.getByRole('button', { name: 'Take into the catalog' });
    expect(adopt).toBeDisabled();
    await user.click(within(row).getByRole('checkbox'));
    expect(screen.getByText('1 chosen')).toBeInTheDocument();
    await user.click(adopt);
    expect(
      await screen.findByText('1 device taken into the catalog.'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(
        screen.queryByRole('row', { name: /pump-hmi-4/ }),
      ).not.toBeInTheDocument(),
    );
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Taken back.')).toBeInTheDocument();
    expect(
      await screen.findByRole('row', { name: /pump-hmi-4/ }),
    ).toBeInTheDocument();
  });

  it('shows what each source says of a device, and what is not agreed', async () => {
    show();
    await found();
    await user.click(
      screen.getByRole('button', { name: 'Details of pump-hmi-4' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/The firmware version is not agreed/),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('grid', { name: 'What each source says' }),
    ).toHaveTextContent('16.0.0.1');
  });

  it('says of each state that nothing is there', async () => {
    show();
    await found();
    await user.click(screen.getByRole('radio', { name: 'In the catalog' }));
    expect(
      await screen.findByText(
        'No found device was taken into the catalog yet.',
      ),
    ).toBeInTheDocument();
  });

  it('previews a file, imports it, and undoes the import', async () => {
    show();
    await found();
    const file = new File(['Hersteller;Typ\n'], 'plant.csv');
    await user.upload(screen.getByLabelText('File'), file);
    await user.click(screen.getByRole('button', { name: 'Preview' }));
    expect(
      await screen.findByText('What importing plant.csv would do'),
    ).toBeInTheDocument();
    expect(screen.getByText('pump-hmi-4 is new.')).toBeInTheDocument();
    expect(
      screen.getByRole('grid', { name: 'Records that could not be used' }),
    ).toHaveTextContent('leave it out');
    await user.click(screen.getByRole('button', { name: 'Import' }));
    expect(
      await screen.findByText('What importing plant.csv did'),
    ).toBeInTheDocument();
    await user.click(
      await screen.findByRole('button', {
        name: 'Undo the import of plant.csv',
      }),
    );
    expect(await screen.findByText('Undone')).toBeInTheDocument();
  });

  it('sends the columns that a person chose, and saves them', async () => {
    const drafts: unknown[] = [];
    server.use(
      http.post(`${baseUrl}/discovery/mappings/preview`, ({ request }) => {
        drafts.push(new URL(request.url).searchParams.get('draft'));
        return undefined;
      }),
    );
    show();
    await found();
    await user.upload(
      screen.getByLabelText('File'),
      new File(['Hersteller;Typ\n'], 'plant.csv'),
    );
    await user.click(screen.getByRole('button', { name: 'Check columns' }));
    await user.click(
      await screen.findByRole('button', { name: /Bemerkung: Read as/ }),
    );
    await user.click(await screen.findByRole('option', { name: 'Site' }));
    await waitFor(() => expect(drafts).toHaveLength(2));
    expect(JSON.parse(String(drafts[1]))).toEqual({
      name: 'plant',
      columns: {
        vendor: ['Hersteller'],
        model: ['Typ'],
        site: ['Bemerkung'],
      },
    });
    await user.type(screen.getByLabelText('Save as'), 'Plant list');
    await user.click(screen.getByRole('button', { name: 'Save and use' }));
    expect(
      await screen.findByRole('button', { name: /Plant list/ }),
    ).toBeInTheDocument();
  });

  it('keeps what a name means, and offers none for a version', async () => {
    show();
    const worklist = await screen.findByRole('grid', {
      name: 'Names that no advisory knows',
    });
    expect(worklist).toHaveTextContent('a version cannot be renamed');
    await user.type(
      screen.getByLabelText('Read Siemens AG Werk Nord as'),
      'Siemens{Enter}',
    );
    expect(
      await screen.findByText('“Siemens AG Werk Nord” is read as “Siemens”.'),
    ).toBeInTheDocument();
  });

  it('shows a stranger nothing', async () => {
    server.use(
      http.all(`${baseUrl}/*`, () => HttpResponse.json({}, { status: 403 })),
    );
    show();
    expect(await screen.findByText('Nothing to show')).toBeInTheDocument();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });
});
