import { join } from 'node:path';

const WIDTHS = [1440, 400];
const THEMES = ['light', 'dark'];
const HEIGHT = 900;
/** In pixels; a page that is longer is cut off in its picture. */
const LONGEST = 12_000;

/** What Backstage's own components say in development, on every app. */
const BACKSTAGE_NOISE =
  /findDOMNode|IconComponent, which is deprecated|defaultProps|material table are static|validateDOMNesting|at ExtensionBoundary|webpack-dev-server|\[HMR\]/s;

const pagesOf = device => ({
  card: {
    path: `/catalog/default/resource/${device}`,
    shown: page => page.getByRole('region', { name: 'Patch risk' }),
  },
  tab: {
    path: `/catalog/default/resource/${device}/patch-risk`,
    shown: page => page.getByRole('figure', { name: 'Risk index over time' }),
  },
  fleet: {
    path: '/patch-risk',
    shown: page => page.getByRole('grid', { name: 'Devices by risk' }),
  },
  discovery: {
    path: '/patch-risk/discovery',
    shown: page => page.getByRole('grid', { name: 'Found devices' }),
  },
  components: {
    path: '/patch-risk/components',
    shown: page => page.getByRole('region', { name: 'Your own advisories' }),
  },
});

/** The whole page in one picture: it scrolls inside of the app, so the window is made as high as it is. */
async function takePicture(page, width, file) {
  const height = await page.evaluate(() => {
    let highest = document.documentElement.scrollHeight;
    for (const element of document.querySelectorAll('main, main *')) {
      if (/auto|scroll/.test(getComputedStyle(element).overflowY)) {
        highest = Math.max(highest, element.scrollHeight);
      }
    }
    return highest;
  });
  await page.setViewportSize({ width, height: Math.min(height + 40, LONGEST) });
  // Charts follow the new size in their next frames.
  await page.waitForTimeout(800);
  await page.screenshot({ path: file });
  await page.setViewportSize({ width, height: HEIGHT });
}

/** @returns the score that the card shows, as a number */
async function readScore(page) {
  const range = page
    .getByRole('region', { name: 'Patch risk' })
    .getByRole('img', { name: /^Risk index \d+(?:\.\d)? of 100/ });
  await range.waitFor();
  const name = await range.getAttribute('aria-label');
  return Number(/\d+(?:\.\d)?/.exec(name ?? '')?.[0]);
}

/**
 * Visits each page in each theme and width.
 *
 * @returns number of pictures, score on the card, rows of the fleet table, and what is wrong
 */
export async function takePictures({
  browser,
  app,
  device,
  expectedScore,
  folder,
  onPicture,
}) {
  const problems = [];
  const scores = new Set();
  let pictures = 0;
  let deviceRows = 0;
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({
        viewport: { width, height: HEIGHT },
        colorScheme: theme,
      });
      await context.addInitScript(
        value => localStorage.setItem('theme', value),
        theme,
      );
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      page.on('pageerror', error => problems.push(error.message));
      page.on('console', message => {
        if (
          message.type() === 'error' &&
          !BACKSTAGE_NOISE.test(message.text())
        ) {
          problems.push(`${page.url()}: ${message.text().slice(0, 300)}`);
        }
      });
      for (const [name, { path, shown }] of Object.entries(pagesOf(device))) {
        await page.goto(app + path);
        await shown(page).waitFor();
        if (name === 'card') {
          scores.add(await readScore(page));
        }
        if (name === 'fleet') {
          const rows = shown(page).getByRole('row');
          await rows.nth(1).waitFor();
          deviceRows = (await rows.count()) - 1;
        }
        await page.getByRole('status').waitFor({ state: 'detached' });
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        if (wider > 0) {
          problems.push(`${path} is ${wider} px wider than ${width} px`);
        }
        const file = `${name}-${theme}-${width}.png`;
        await takePicture(page, width, join(folder, file));
        pictures += 1;
        onPicture(file);
      }
      await context.close();
    }
  }
  if ([...scores].some(score => score !== expectedScore)) {
    problems.push(
      `The card showed ${[...scores].join(
        ' and ',
      )}, the API told ${expectedScore}`,
    );
  }
  return { pictures, score: [...scores].at(-1), deviceRows, problems };
}
