import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVALUATED, INCIDENTS, KEY, LIVE, SCHEDULED, TOKEN, turns } from '../mock/fixtures';
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

const LOOKS = [
  { name: 'light', dark: false, phone: false },
  { name: 'dark', dark: true, phone: false },
  { name: 'phone-light', dark: false, phone: true },
  { name: 'phone-dark', dark: true, phone: true },
];

describe.each(LOOKS)('every page is accessible and fits ($name)', (look) => {
  async function check(page: Page, name: string): Promise<void> {
    await picture(page, `${name}-${look.name}`);
    await expectAccessible(page);
  }

  it('candidate', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser, look);
    await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);

    // When, Then
    await page.getByTestId('continue').waitFor();
    await check(page, 'candidate-1-welcome');
    await page.getByTestId('continue').click();
    await page.getByTestId('consent-checkbox').check();
    await check(page, 'candidate-2-consent');
    await page.getByTestId('consent-accept').click();
    await page.getByTestId('check-microphone').waitFor();
    await check(page, 'candidate-3-microphone');
    await page.getByTestId('check-microphone').click();
    await page.getByTestId('device').waitFor();
    await page.waitForTimeout(800);
    await check(page, 'candidate-4-level');
    await page.getByTestId('rather-type').click();
    await page.getByTestId('answer').waitFor();
    await expect.poll(() => server.events.count).toBe(1);
    for (const turn of turns().slice(0, 4)) server.events.durable(SCHEDULED, 'turn.saved', turn);
    server.events.live(SCHEDULED, 'progress', { question_no: 1, question_count: 6, remaining_seconds: 503 });
    server.events.live(SCHEDULED, 'agent_state', { state: 'listening' });
    server.events.live(SCHEDULED, 'caption', { segment_id: 's', speaker: 'agent', text: 'How did you make sure', final: false });
    await page.getByText('How did you make sure').waitFor();
    await page.getByTestId('answer').fill('We moved the reports');
    await check(page, 'candidate-5-typing');
    await page.getByTestId('leave').click();
    await check(page, 'candidate-6-leave');
    await page.getByTestId('leave-confirm').click();
    await page.getByTestId('step-goodbye').waitFor();
    await check(page, 'candidate-7-goodbye');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('recruiter', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser, look);
    await page.goto(`${url}/console/`);

    // When, Then
    await page.getByTestId('api-key').waitFor();
    await check(page, 'console-1-sign-in');
    await page.goto(`${url}/console/#key=${KEY}`);
    await page.getByTestId('interview-row').first().waitFor();
    await check(page, 'console-2-list');
    await page.goto(`${url}/console/#/start`);
    await page.getByTestId('add-question').click();
    await check(page, 'console-3-start');
    for (const { time, data } of INCIDENTS) server.events.durable(EVALUATED, 'interview.incident', data, time);
    await page.goto(`${url}/console/#/interviews/${EVALUATED}`);
    await page.getByTestId('incident').getByText('Hearing: deepgram did not answer in time; sphinx went on').waitFor();
    await page.getByTestId('quote').first().click();
    await page.locator('#turn-4 mark').waitFor();
    await check(page, 'console-4-evaluated');
    await page.goto(`${url}/console/#/interviews/${LIVE}`);
    await expect.poll(() => server.events.isFollowed(LIVE)).toBe(true);
    for (const turn of turns().slice(0, 5)) server.events.durable(LIVE, 'turn.saved', turn);
    server.events.durable(LIVE, 'interview.incident', INCIDENTS[0]!.data, INCIDENTS[0]!.time);
    server.events.live(LIVE, 'agent_state', { state: 'listening' });
    server.events.live(LIVE, 'progress', { question_no: 2, question_count: 6, remaining_seconds: 412 });
    server.events.live(LIVE, 'caption', { segment_id: 's', speaker: 'candidate', text: 'We moved reports to a read', final: false });
    await page.getByText('We moved reports to a read').waitFor();
    await check(page, 'console-5-live');
    await page.goto(`${url}/console/#/search`);
    await page.getByTestId('query').fill('stayed calm when production was down');
    await page.getByTestId('search').click();
    await page.getByTestId('hit').first().waitFor();
    await check(page, 'console-6-search');
    await page.goto(`${url}/console/#/cluster`);
    await page.getByTestId('lease').first().waitFor();
    await check(page, 'console-8-cluster');
    await page.goto(`${url}/console/#/system`);
    await page.getByTestId('module').first().waitFor();
    await check(page, 'console-7-system');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
