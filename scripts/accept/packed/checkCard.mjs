import { chromium } from 'playwright-core';
import { chromiumArguments } from '../../../test/services/chromium/find.mjs';

/** Opens the page of a device as a guest and reads its card. Throws when the card does not show the index. */
export async function checkCard({
  url,
  executablePath,
  deviceRef,
  index,
  screenshot,
}) {
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArguments,
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 1400, height: 1300 },
      locale: 'en-GB',
    });
    const problems = [];
    page.on('pageerror', error => problems.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') {
        problems.push(message.text());
      }
    });
    page.setDefaultTimeout(60_000);
    const [, name] = deviceRef.split('/');
    await page.goto(`${url}/catalog/default/resource/${name}`);
    const card = page.getByRole('region', { name: 'Patch risk' });
    const enter = page.getByRole('button', { name: 'Enter' });
    await card.or(enter).first().waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }
    const shown = new Intl.NumberFormat('en-GB', {
      maximumFractionDigits: 0,
    }).format(index);
    try {
      await card.getByText(shown, { exact: true }).first().waitFor();
    } catch (error) {
      await page.screenshot({ path: screenshot });
      throw new Error(
        `The card of ${deviceRef} does not show ${shown}; see ${screenshot}. The page reported: ${problems
          .slice(0, 10)
          .join('\n')}`,
        { cause: error },
      );
    }
    await page.waitForTimeout(1500);
    await page.screenshot({ path: screenshot });
    return shown;
  } finally {
    await browser.close();
  }
}
