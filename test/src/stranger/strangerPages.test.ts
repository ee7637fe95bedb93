import type { Browser, Page } from 'playwright-core';
import { buildApp } from '../harness/buildApp';
import { openChromium, whyNoChromium } from '../harness/openChromium';
import { Everything } from './Everything';
import { StrangerWorld } from './StrangerWorld';
import { users } from './users';

jest.setTimeout(240_000);

const missing = whyNoChromium();

(missing ? describe.skip : describe)(
  `Pages that a stranger opens${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let world: StrangerWorld;
    let all: Everything;
    let browser: Browser;
    let page: Page;
    const answers: string[] = [];

    beforeAll(async () => {
      await buildApp();
      world = await StrangerWorld.start();
      all = await Everything.read(await world.as(users.everything));
      browser = await openChromium();
      page = await browser.newPage();
      page.on('response', async response => {
        if (response.url().includes('/api/patch-risk/')) {
          answers.push(await response.text().catch(() => ''));
        }
      });
    });

    afterAll(async () => {
      await browser?.close();
      await world?.stop();
    });

    /** What the sections of Patch Risk say, once they say that there is nothing to show. */
    async function read(path: string): Promise<string> {
      await page.goto(`${world.backend.url}${path}`);
      await page.getByText('Nothing to show').first().waitFor();
      await page.waitForLoadState('networkidle');
      return page.locator('body').innerText();
    }

    it.each([
      ['fleet page', () => '/patch-risk'],
      ['discovery page', () => '/patch-risk/discovery'],
      ['components page', () => '/patch-risk/components'],
      ['card of a device', () => '/catalog/default/resource/plc-booster'],
      [
        'tab of a device',
        () => '/catalog/default/resource/plc-booster/patch-risk',
      ],
      ['card of a system', () => '/catalog/default/system/drinking-water'],
      ['card of a group', () => '/catalog/default/group/water-automation'],
    ])('say kindly that there is nothing to show: %s', async (_, pathOf) => {
      const path = pathOf();
      const text = await read(path);
      expect(text).toContain('You do not have permission to see this');
      expect(text).not.toMatch(/CVE-\d/);
      expect(text).not.toMatch(/Risk index|of 100|Exploited now/);
      expect(text).not.toContain('Patch Risk could not be loaded');
      // The catalog, which is open to the stranger, tells names on its own pages.
      const secrets = path.startsWith('/patch-risk')
        ? all.secretsBeyond(new Set())
        : [];
      expect(secrets.filter(word => text.includes(word))).toEqual([]);
    });

    it('are told nothing by the backend', () => {
      const secrets = all.secretsBeyond(new Set());
      expect(answers.length).toBeGreaterThan(4);
      for (const answer of answers) {
        const { request, ...rest } = JSON.parse(answer || '{}');
        expect(rest.error?.name).toBe('NotAllowedError');
        const text = JSON.stringify(rest);
        expect(secrets.filter(word => text.includes(word))).toEqual([]);
      }
    });
  },
);
