// What a user of the extension does and sees, in the browser that `try.sh` prepared; ends with an error where something of it is not there.
// node try.mjs PACKAGES ADDRESS PROJECT FILE OUT
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [packages, address, project, file, out] = process.argv.slice(2);
const { chromium } = createRequire(join(packages, 'index.js'))('playwright-core');
const rule = 'py-membership-in-grown-list';

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(60_000);

/** Takes a picture of the editor. */
const picture = name => page.screenshot({ path: join(out, `${name}.png`) });

/** The texts of what a selector finds, once one of them is as wanted. */
async function texts(selector, wanted) {
  await page.waitForFunction(([selector, wanted]) => [...document.querySelectorAll(selector)].some(each => each.textContent.includes(wanted)), [selector, wanted]);
  return page.locator(selector).allTextContents();
}

async function command(title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill(`>${title}`);
  await texts('.quick-input-list .monaco-list-row.focused', title);
  await page.keyboard.press('Enter');
}

try {
  // The server may need a moment to listen.
  for (let tries = 1; ; tries++) {
    const answer = await page.goto(address).catch(() => null);
    if (answer?.ok()) break;
    assert.ok(tries < 60, 'the editor does not start');
    await page.waitForTimeout(1000);
  }
  const opened = `vscode-remote://${new URL(address).host}${project}/${file}`;
  await page.goto(`${address}/?folder=${encodeURIComponent(project)}&payload=${encodeURIComponent(JSON.stringify([['openFile', opened]]))}`);

  await page.waitForSelector('.squiggly-info');
  await page.keyboard.press('Control+Shift+M');
  await texts('.markers-panel .monaco-list-row', rule);
  await picture('problems');

  // What the panel of problems covers comes into view.
  await page.locator('.markers-panel .monaco-list-row', { hasText: rule }).first().dblclick();
  await page.hover('.squiggly-info', { force: true });
  await texts('.monaco-hover-content', 'not to be said of what is estimated');
  await picture('hover');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+.');
  const actions = (await texts('.action-widget .monaco-list-row', 'Explain')).join('\n');
  for (const wanted of [`Ignore ${rule} here`, `Explain ${rule}`, `Prove the fix of ${rule}`]) assert.ok(actions.includes(wanted), actions);
  await picture('actions');
  await page.keyboard.press('Escape');

  await command('Lever: Restart the Server');
  await page.waitForSelector('.squiggly-info', { state: 'detached' });
  await page.waitForSelector('.squiggly-info');

  await command('Lever: Explain a Rule');
  await page.waitForFunction(rule => document.querySelector('.quick-input-widget input')?.value === rule, rule);
  await page.keyboard.press('Enter');
  await texts('.tab .label-name', `Preview ${rule}.md`);
  await picture('explained');
  console.log(`tried: problems, hover, actions, restart and explanation; pictures are in ${out}`);
} catch (trouble) {
  await picture('trouble');
  throw trouble;
} finally {
  await browser.close();
}
