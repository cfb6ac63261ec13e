import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVALUATED, INCIDENTS, KEY, LIVE, SCHEDULED, TOKEN, evaluation, turns } from '../mock/fixtures';
import { MockServer } from '../mock/server';
import { expectAccessible, launch, openPage, picture } from './browser';

let browser: Browser;
let server: MockServer;
let url: string;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = new MockServer();
  url = await server.start();
});
afterEach(() => server.stop());

async function signedIn(path = '') {
  const opened = await openPage(browser);
  await opened.page.goto(`${url}/console/#key=${KEY}`);
  await opened.page.getByTestId('page-interviews').waitFor();
  if (path) await opened.page.goto(`${url}/console/${path}`);
  return opened;
}

describe('signing in', () => {
  it('takes the key out of the address', async () => {
    const { page, context } = await signedIn();
    expect(page.url()).not.toContain(KEY);
    await context.close();
  });

  it('says that a key is wrong, and keeps a right one for the tab', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await page.goto(`${url}/console/`);

    // When
    await page.getByTestId('api-key').fill('wrong');
    await page.getByTestId('sign-in').click();

    // Then
    await page.getByText('This key is not accepted').waitFor();
    await page.getByTestId('api-key').fill(KEY);
    await page.getByTestId('sign-in').click();
    await page.getByTestId('interview-row').first().waitFor();
    await page.reload();
    await page.getByTestId('interview-row').first().waitFor();
    await page.getByTestId('sign-out').click();
    await page.getByTestId('api-key').waitFor();
    await context.close();
  });

  it('leads back to the sign-in when the key is revoked', async () => {
    const { page, context } = await signedIn();
    server.override = () => ({ status: 401, json: { code: 'UNAUTHENTICATED' } });
    await page.goto(`${url}/console/#/system`);
    await page.getByText('Please sign in again').waitFor();
    await context.close();
  });
});

describe('the list', () => {
  it('follows states as they change', async () => {
    const { page, context } = await signedIn();
    await expect.poll(() => server.events.count).toBe(1);
    server.events.durable(SCHEDULED, 'interview.state_changed', { from: 'scheduled', to: 'waiting' });
    await page.locator(`[data-id="${SCHEDULED}"]`).getByText('In the room').waitFor();
    await context.close();
  });

  it('narrows down by state', async () => {
    const { page, context } = await signedIn();
    await page.getByTestId('interview-row').first().waitFor();
    await page.getByTestId('filter-state').selectOption('evaluated');
    await expect.poll(() => page.getByTestId('interview-row').count()).toBe(1);
    await page.getByTestId('filter-state').selectOption('failed');
    await page.getByText('No interview fits').waitFor();
    await context.close();
  });
});

describe('starting', () => {
  it('gives the link, and copies it', async () => {
    // Given
    const { page, context, complaints } = await signedIn('#/start');
    await page.getByLabel('Title').fill('Backend Engineer');
    await page.getByLabel('Job description').fill('You build payment services.');
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByTestId('add-question').click();
    await page.getByLabel('Question 1', { exact: true }).fill('What do you like about Java?');

    // When
    await page.getByTestId('start').click();

    // Then
    await page.getByTestId('started').waitFor();
    expect(await page.getByTestId('candidate-url').inputValue()).toContain(`/i/${SCHEDULED}#${TOKEN}`);
    await page.getByTestId('copy').click();
    await page.getByText('Copied', { exact: true }).waitFor();
    expect(JSON.parse(server.saw('POST', '/start')[0]!.body)).toMatchObject({ questions: [{ text: 'What do you like about Java?' }], question_count: 6 });
    await picture(page, 'console-started', false);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows what is wrong beside the field, and keeps what was typed', async () => {
    const { page, context } = await signedIn('#/start');
    await page.getByLabel('Title').fill('Backend Engineer');
    await page.getByLabel('Job description').fill('You build payment services.');
    await page.getByLabel('Name').fill('Nobody');
    await page.getByTestId('start').click();
    await page.getByText('must be the name of a person').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Nobody');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('candidate.name');
    await expectAccessible(page);
    await context.close();
  });
});

describe('an interview', () => {
  it('shows the turn of a quote, with the words marked', async () => {
    const { page, context } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.getByTestId('quote').nth(1).click();
    expect(await page.locator('#turn-6 mark').textContent()).toBe('I added an alert on the time a query waits for a connection');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('turn-6');
    await context.close();
  });

  it('lets the keyboard walk through the timeline', async () => {
    const { page, context } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.locator('.timeline .span[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('turn-3');
    await context.close();
  });

  it('opens at the turn a search hit leads to', async () => {
    const { page, context } = await signedIn('#/search');
    await page.getByTestId('query').fill('calm');
    await page.getByTestId('search').click();
    await page.getByTestId('hit').nth(2).getByRole('link').click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('turn-10');
    await context.close();
  });

  it('records the decision of a named person', async () => {
    const { page, context } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.getByLabel('Advance', { exact: true }).check();
    await page.getByLabel('Decided by').fill('Grace Hopper');
    await page.getByRole('textbox', { name: 'Reason', exact: true }).fill('Convincing evidence in question 1.');
    await page.getByTestId('decide').click();
    await page.getByTestId('outcome').waitFor();
    expect(JSON.parse(server.saw('PUT', '/decision')[0]!.body)).toEqual({ decided_by: 'Grace Hopper', outcome: 'advance', reason: 'Convincing evidence in question 1.' });
    await context.close();
  });

  it('saves the transcript as a file', async () => {
    const { page, context } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.getByText('Transcript').first().click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download-json').click()]);
    expect(download.suggestedFilename()).toBe(`interview-${EVALUATED}.json`);
    expect(JSON.parse(await readFile((await download.path())!, 'utf8')).turns).toHaveLength(13);
    await context.close();
  });

  it('is cancelled with a reason', async () => {
    const { page, context } = await signedIn(`#/interviews/${LIVE}`);
    await page.getByTestId('cancel').click();
    await page.getByLabel('Reason (optional)').fill('Position filled');
    await page.getByTestId('cancel-confirm').click();
    await page.getByTestId('state').getByText('Cancelled').waitFor();
    await page.getByTestId('no-evaluation').getByText('The interview was cancelled').waitFor();
    expect(JSON.parse(server.saw('POST', '/cancel/')[0]!.body)).toEqual({ reason: 'Position filled' });
    await context.close();
  });

  it('is erased only after a second yes', async () => {
    const { page, context } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.getByTestId('erase').click();
    await page.getByTestId('erase-confirm').click();
    expect(server.saw('DELETE', EVALUATED)).toHaveLength(0);
    await page.getByTestId('erase-sure').check();
    await picture(page, 'console-erase', false);
    await page.getByTestId('erase-confirm').click();
    await page.getByTestId('page-interviews').waitFor();
    expect(server.interviews.has(EVALUATED)).toBe(false);
    await context.close();
  });

  it('says that an interview was erased', async () => {
    const { page, context } = await signedIn();
    server.override = (_method, path) => (path.endsWith(EVALUATED) ? { status: 410, json: { code: 'ERASED' } } : undefined);
    await page.goto(`${url}/console/#/interviews/${EVALUATED}`);
    await page.getByText('This interview was erased').waitFor();
    await context.close();
  });

  it('shows the evaluation when it arrives', async () => {
    // Given
    const { page, context } = await openPage(browser);
    server.add({ ...server.interviews.get(EVALUATED)!, state: 'completed', evaluation_ready: false });
    await page.goto(`${url}/console/#key=${KEY}`);
    await page.goto(`${url}/console/#/interviews/${EVALUATED}`);
    await page.getByText('Being written').waitFor();
    await expect.poll(() => server.events.count).toBeGreaterThan(0);

    // When
    server.add({ ...server.interviews.get(EVALUATED)!, state: 'evaluated', evaluation_ready: true });
    server.events.durable(EVALUATED, 'interview.evaluated', {});

    // Then
    await page.getByTestId('by-rules').waitFor();
    await context.close();
  });

  it('shows why there will be no evaluation in the words of the server', async () => {
    // Given
    const detail = 'The interview was abandoned before the candidate answered anything, so there will be no evaluation.';
    const { page, context } = await openPage(browser);
    server.add({ ...server.interviews.get(EVALUATED)!, state: 'abandoned', evaluation_ready: false, turn_count: 3 });
    server.override = (_method, path) =>
      path.endsWith('/evaluation') ? { status: 409, json: { code: 'INVALID_STATE', detail } } : undefined;

    // When
    await page.goto(`${url}/console/#key=${KEY}`);
    await page.goto(`${url}/console/#/interviews/${EVALUATED}`);

    // Then
    await page.getByTestId('no-evaluation').getByText(detail).waitFor();
    expect(await page.getByText('Being written').count()).toBe(0);

    // When: something makes the page read the interview anew
    await expect.poll(() => server.events.count).toBeGreaterThan(0);
    const asked = server.saw('GET', '/evaluation').length;
    server.add({ ...server.interviews.get(EVALUATED)!, candidate: { name: 'Read Anew' } });
    server.events.durable(EVALUATED, 'interview.evaluated', {});

    // Then: a final no is not asked for again
    await page.getByText('Read Anew').first().waitFor();
    expect(server.saw('GET', '/evaluation')).toHaveLength(asked);
    await context.close();
  });

  it('shows the evaluation of an abandoned interview, and that it was abandoned', async () => {
    // Given
    const { page, context } = await openPage(browser);
    server.add({ ...server.interviews.get(EVALUATED)!, state: 'abandoned', evaluation_ready: true });

    // When
    await page.goto(`${url}/console/#key=${KEY}`);
    await page.goto(`${url}/console/#/interviews/${EVALUATED}`);

    // Then
    await page.getByTestId('by-rules').waitFor();
    await page.getByTestId('state').getByText('Abandoned').waitFor();
    await context.close();
  });
});

describe('incidents', () => {
  it('stand between the turns of an ended interview, and are reached from the timeline by keyboard', async () => {
    // Given
    for (const { time, data } of INCIDENTS) server.events.durable(EVALUATED, 'interview.incident', data, time);
    const { page, context, complaints } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.getByTestId('incident').nth(1).waitFor();
    expect(await page.locator('#turn-4 + .incident').textContent()).toContain('Hearing: deepgram did not answer in time; sphinx went on');

    // When
    await page.locator('.timeline .span[tabindex="0"]').focus();
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
    await picture(page, 'console-incident-mark', false);
    await page.keyboard.press('Enter');

    // Then
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('incident');
    await picture(page, 'console-incident', false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('appear while the interview goes on, once each', async () => {
    // Given
    const { page, context } = await signedIn(`#/interviews/${LIVE}`);
    await expect.poll(() => server.events.isFollowed(LIVE)).toBe(true);
    for (const turn of turns().slice(0, 4)) server.events.durable(LIVE, 'turn.saved', turn);

    // When
    server.events.durable(LIVE, 'interview.incident', INCIDENTS[1]!.data, INCIDENTS[1]!.time);

    // Then
    await page.getByTestId('incident').getByText('Voice: Google refused the voice: check GOOGLE_TTS_VOICE; freetts went on').waitFor();
    expect(await page.getByTestId('incident').count()).toBe(1);
    expect(await page.getByTestId('incident-mark').count()).toBe(1);
    await context.close();
  });
});

describe('the cluster', () => {
  it('lists members with what they hold, who drains, and leases of nodes that are silent', async () => {
    const { page, context, complaints } = await signedIn('#/cluster');
    await page.getByTestId('member').nth(2).waitFor();
    expect(await page.getByTestId('member').count()).toBe(3);
    await page.getByRole('region', { name: 'Node node-2' }).getByText('Draining').waitFor();
    await page.getByRole('region', { name: 'Node node-2' }).getByText('This node cannot reach the database.').waitFor();
    expect(await page.getByRole('region', { name: 'Node node-1' }).getByTestId('lease').textContent()).toContain('fence 3');
    expect(await page.getByTestId('strays').textContent()).toContain(SCHEDULED.slice(0, 8));
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('the system', () => {
  it('says what is wrong with a port and who serves meanwhile', async () => {
    const { page, context } = await signedIn('#/system');
    await page.getByTestId('port-problem').getByText('deepgram: deepgram did not answer in time; sphinx serves meanwhile').waitFor();
    expect((await page.locator('.chain').first().textContent())!.replace(/\s+/g, ' ').trim()).toBe('deepgram then sphinx');
    await context.close();
  });
});

describe('what an interview used', () => {
  it('is told small beside the source of its evaluation', async () => {
    const made = evaluation(EVALUATED);
    const source = { ...made.source, provider: 'openai', model: 'gpt-4o-mini', by_rules: false, usage: { calls: 13, input_tokens: 12_400, output_tokens: 1_050, cost: 0.00249 } };
    server.override = (_method, path) => (path.endsWith('/evaluation') ? { status: 200, json: { ...made, source } } : undefined);
    const { page, context } = await signedIn(`#/interviews/${EVALUATED}`);
    await page.getByTestId('usage').getByText('Used 13 calls, 12,400 tokens sent, 1,050 received, cost 0.0025.').waitFor();
    await page.getByTestId('usage').scrollIntoViewIfNeeded();
    await picture(page, 'console-usage', false);
    await context.close();
  });
});
