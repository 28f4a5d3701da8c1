// Visits the live page of a growing study in a real browser: node live.mjs ADDRESS PICTURES_FOLDER. The caller makes the study grow.
// Every check waits for what a person would see; the first that does not come ends the visit with a message and the exit status 1.
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

const [address, pictures] = process.argv.slice(2);
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
const context = await browser.newContext({viewport: {width: 1280, height: 900}, colorScheme: 'light'});
context.setDefaultTimeout(40_000);
const page = await context.newPage();
const outside = [];
const errors = [];
page.on('request', request => new URL(request.url()).origin === new URL(address).origin || outside.push(request.url()));
page.on('pageerror', error => errors.push(error.message));
page.on('console', message => message.type() === 'error' && errors.push(message.text()));
page.on('dialog', dialog => dialog.accept());

await check('the page opens and hides its token', async () => {
  await page.goto(address);
  await page.getByRole('heading', {name: 'parts', exact: true}).waitFor();
  assert.ok(!page.url().includes('token'), page.url());
});

await check('every trial has its cell and every chart its curves', async () => {
  assert.equal(await page.locator('.matrix td a').count(), 15);
  await page.locator('.chart canvas').nth(5).waitFor();
  assert.match(await page.locator('.plot').first().getAttribute('aria-label'), /up to step \d+\. Last values: base \d/);
});

await check('progress arrives by itself', async () => {
  const before = await page.locator('.slots .detail').first().textContent();
  await page.waitForFunction(old => document.querySelector('.slots .detail').textContent !== old, before);
});

await check('a finished trial turns up in the table without a reload', async () => {
  await page.getByText(/Provisional: [5-9] of 15 trials done/).waitFor();
});

await picture('study');

await check('variants can be hidden, seeds shown as lines, and the line of a running trial grows', async () => {
  const label = () => page.locator('.plot').first().getAttribute('aria-label');
  await page.getByRole('button', {name: 'gate=none'}).click();
  await page.waitForFunction(() => !document.querySelector('.plot').getAttribute('aria-label').includes('gate=none'));
  await page.getByRole('button', {name: 'gate=none'}).click();
  await page.getByLabel('every seed as a line').check();
  await page.waitForFunction(() => document.querySelector('.plot').getAttribute('aria-label').includes('base, seed 1'));
  const lastValue = async () => /posterior=normal, seed 2 ([\d.]+)/.exec(await label())[1];
  const before = await lastValue();
  for (let tries = 0; await lastValue() === before; tries++) {
    assert.ok(tries < 100, `the curve of the running trial stays at ${before}`);
    await page.waitForTimeout(200);
  }
  await page.getByLabel('every seed as a line').uncheck();
});

await check('pause and resume reach the run, by click and by key', async () => {
  await page.getByRole('button', {name: 'Pause'}).click();
  await page.getByRole('button', {name: 'Resume'}).waitFor();
  await page.getByText('paused', {exact: true}).waitFor();
  await page.keyboard.press('p');
  await page.getByRole('button', {name: 'Pause'}).waitFor();
});

await check('arrow keys walk the trials and Enter opens one', async () => {
  await page.locator('.matrix td a').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'posterior=normal, seed 2'}).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.matrix').waitFor();
});

await check('a failed trial says why and can be asked for again', async () => {
  await page.locator('.state.failed').click();
  await page.locator('.trouble', {hasText: 'The loss is not finite at step 421'}).waitFor();
  await page.getByRole('button', {name: 'Retry'}).click();
  await page.getByText('The trial is queued again.').waitFor();
  await page.getByRole('link', {name: '← the study'}).click();
});

await check('a running trial shows its curves, log and pictures, and can be cancelled', async () => {
  await page.locator('.slots a').first().click();
  await page.locator('.trial .chart canvas').nth(3).waitFor();
  assert.match(await page.locator('.trial .plot').first().getAttribute('aria-label'), /training .*test images/);
  await page.waitForFunction(() => document.querySelector('.log').textContent.includes('step '));
  await page.waitForFunction(() => [...document.images].every(image => image.complete && image.naturalWidth > 0));
  await picture('trial');
  await page.getByRole('button', {name: 'Cancel'}).click();
  await page.getByText('The trial is being ended.').waitFor();
});

await check('two trials stand side by side', async () => {
  await page.getByLabel('Compare with').selectOption({label: 'encoder=separable, seed 1'});
  await page.getByRole('heading', {name: 'Side by side'}).waitFor();
  await page.locator('.chart canvas').nth(3).waitFor();
  await page.getByRole('row', {name: 'model.posterior "normal" "residual-normal"'}).waitFor();
  await picture('side-by-side');
  await page.keyboard.press('Escape');
});

await check('nothing is cut off on a narrow screen', async () => {
  await page.setViewportSize({width: 420, height: 900});
  await page.locator('.chart canvas').nth(5).waitFor();
  await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
  await page.waitForFunction(() => document.getElementById('messages').textContent === '');
  await picture('narrow');
  await page.locator('.matrix td a').first().click();
  await page.locator('.trial .chart canvas').nth(3).waitFor();
  await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
  await page.keyboard.press('Escape');
});

await check('it has a dark side', async () => {
  await page.setViewportSize({width: 1280, height: 900});
  await page.emulateMedia({colorScheme: 'dark'});
  await page.locator('.chart canvas').nth(5).waitFor();
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(paper, 'rgb(20, 23, 26)');
  await picture('dark');
});

await check('nothing was asked of any other place, and nothing went wrong', async () => {
  assert.deepEqual(outside, []);
  assert.deepEqual(errors, []);
});

await browser.close();

async function check(what, doing) {
  try {
    await doing();
    console.log(`ok: ${what}`);
  } catch (e) {
    console.error(`NOT: ${what}\n${e.message}\n${errors.join('\n')}`);
    await picture('failure').catch(() => {});
    await browser.close();
    process.exit(1);
  }
}

async function picture(name) {
  await page.waitForTimeout(500);
  await page.screenshot({path: `${pictures}/${name}.png`, fullPage: true});
}
