import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVALUATED, KEY, LIVE, SCHEDULED, TOKEN, evaluation, interview, turns } from '../mock/fixtures';
import { MockServer } from '../mock/server';
import { launch, openPage } from './browser';

/** What somebody types who wants to run a script on another person's page. */
const markup = (where: string) => `${where} <img src=x onerror="window.ran=1"><script>window.ran=1</script>`;

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

/** Each text stands on the page as it was typed; nothing of it became an element or ran. */
async function expectShownAsText(page: Page, ...where: string[]): Promise<void> {
  for (const one of where) {
    await expect.poll(() => page.evaluate(() => document.body.textContent), { message: one }).toContain(markup(one));
  }
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
}

function hostileInterview(id: string) {
  const plain = interview(id);
  return interview(id, {
    candidate: { name: markup('name'), candidate_id: markup('id'), email: 'ada@example.com', resume: markup('resume') },
    job: { title: markup('title'), job_id: 'job-12', company: markup('company'), description: markup('description') },
    plan: plain.plan.map((question) => ({ ...question, text: markup(`question ${question.question_no}`) })),
    end_reason: markup('end'),
    decision: { decided_by: markup('decider'), outcome: 'hold', reason: markup('reason'), decided_at: '2026-11-21T10:00:00Z' },
  });
}

function hostileTurns() {
  return turns().map((turn) => ({ ...turn, text: markup(`turn ${turn.turn_no}`) }));
}

function hostileEvaluation() {
  const plain = evaluation(EVALUATED);
  return {
    ...plain,
    questions: plain.questions.map((score) => ({
      ...score,
      question: markup(`question ${score.question_no}`),
      reason: markup(`reason ${score.question_no}`),
      quotes: score.quotes.map((quote) => ({ ...quote, text: markup(`turn ${quote.turn_no}`) })),
    })),
    strengths: [markup('strength')],
    gaps: [markup('gap')],
  };
}

describe('markup in what people wrote is shown as text', () => {
  it('in the recruiter’s console', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser);
    server.add(hostileInterview(EVALUATED));
    server.override = (_method, path) => {
      if (path.includes('/transcript')) return { status: 200, json: { interview_id: EVALUATED, turns: hostileTurns() } };
      if (path.endsWith('/evaluation')) return { status: 200, json: hostileEvaluation() };
      if (!path.endsWith('/search')) return undefined;
      const [before, turn, after] = hostileTurns();
      const hit = { score: 0.9, interview_id: EVALUATED, candidate_name: markup('name'), job_title: markup('title') };
      return { status: 200, json: { hits: [{ ...hit, turn, question: markup('question'), context: [before, after] }], pending_turns: 0 } };
    };

    // When, Then
    await page.goto(`${url}/console/#key=${KEY}`);
    await page.getByTestId('interview-row').first().waitFor();
    await expectShownAsText(page, 'name', 'title');
    await page.goto(`${url}/console/#/interviews/${EVALUATED}`);
    await page.getByTestId('quote').first().click();
    await page.locator('#turn-4 mark').waitFor();
    await expectShownAsText(page, 'name', 'title', 'question 1', 'reason 1', 'turn 4', 'turn 13', 'strength', 'gap', 'reason', 'decider');
    await page.goto(`${url}/console/#/search`);
    await page.getByTestId('query').fill(markup('query'));
    await page.getByTestId('search').click();
    await page.getByTestId('hit').first().waitFor();
    await expectShownAsText(page, 'name', 'question', 'turn 2');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('in the console’s live view', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser);
    server.add({ ...server.interviews.get(LIVE)!, candidate: { name: markup('name') } });
    await page.goto(`${url}/console/#key=${KEY}`);
    await page.getByTestId('interview-row').first().waitFor();
    await page.goto(`${url}/console/#/interviews/${LIVE}`);
    await expect.poll(() => server.events.count).toBeGreaterThan(0);

    // When
    for (const turn of hostileTurns().slice(0, 4)) server.events.durable(LIVE, 'turn.saved', turn);
    // What is live is sent once: the view's own stream may open a moment after the list's.
    const caption = { segment_id: 's', speaker: 'candidate', text: markup('caption'), final: false };
    const shown = async () => {
      server.events.live(LIVE, 'caption', caption);
      return page.locator('body').innerText();
    };
    await expect.poll(shown, { timeout: 10_000 }).toContain('caption');

    // Then
    await expectShownAsText(page, 'name', 'turn 4', 'caption');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('on the candidate’s page', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser, { permissions: [] });
    const { plan: _plan, ...open } = hostileInterview(SCHEDULED);
    server.add({ ...open, plan: [], state: 'scheduled', consent: undefined, ended_at: undefined });
    await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);

    // When, Then
    await page.getByTestId('continue').waitFor();
    await expectShownAsText(page, 'name', 'title', 'company');
    await page.getByTestId('continue').click();
    await page.getByTestId('consent-checkbox').check();
    await page.getByTestId('consent-accept').click();
    await page.getByTestId('rather-type').click();
    await expect.poll(() => server.events.count).toBe(1);
    for (const turn of hostileTurns().slice(0, 4)) server.events.durable(SCHEDULED, 'turn.saved', turn);
    server.events.live(SCHEDULED, 'caption', { segment_id: 's', speaker: 'agent', text: markup('caption'), final: false });
    await expectShownAsText(page, 'turn 3', 'turn 4', 'caption');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
