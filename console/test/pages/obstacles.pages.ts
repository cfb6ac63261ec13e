import { describe, expect, it } from 'vitest';
import { SCHEDULED, TOKEN } from '../mock/fixtures';
import { expectAccessible, openPage, picture } from './browser';
import { CandidateStage } from './candidate';

const stage = CandidateStage.forEachTest();

describe('what stands in the way', () => {
  it('says how to mend a refused microphone', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await stage.upToMicrophone(page);

    // When
    await page.getByTestId('check-microphone').click();

    // Then
    expect(await page.getByTestId('microphone-help').getAttribute('data-kind')).toBe('refused');
    await expectAccessible(page);
    await picture(page, 'candidate-microphone-refused');
    await context.close();
  });

  it('says that a microphone is silent', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
    });
    await stage.upToMicrophone(page);

    // When
    await page.getByTestId('check-microphone').click();

    // Then
    await page.getByTestId('microphone-help').waitFor({ timeout: 12_000 });
    expect(await page.getByTestId('microphone-help').getAttribute('data-kind')).toBe('silent');
    await context.close();
  });

  it('hears a microphone that works', async () => {
    const { page, context } = await openPage(stage.browser);
    await stage.upToMicrophone(page);
    await page.getByTestId('check-microphone').click();
    await page.getByText('We can hear you').waitFor({ timeout: 15_000 });
    await picture(page, 'candidate-microphone-heard', false);
    await context.close();
  });

  it('waits while all interviewers are busy, and joins by itself', async () => {
    // Given
    const { page, context } = await openPage(stage.browser, { permissions: [] });
    let busy = true;
    stage.server.override = (_method, path) =>
      busy && path.endsWith('/join') ? { status: 503, json: { code: 'BUSY', detail: 'All rooms are taken.' }, headers: { 'retry-after': '3' } } : undefined;
    await stage.upToMicrophone(page);

    // When
    await page.getByTestId('rather-type').click();

    // Then
    await page.getByTestId('retry-countdown').waitFor();
    await expectAccessible(page);
    await picture(page, 'candidate-busy', false);
    busy = false;
    await page.getByTestId('answer').waitFor({ timeout: 10_000 });
    await context.close();
  });

  it('tells the place in the queue, and keeps it until a room is free', async () => {
    // Given
    const { page, context, complaints } = await openPage(stage.browser, { permissions: [] });
    const place = { queued: true, retry_after_seconds: 1, session_id: '11111111-0000-4000-8000-000000000000' };
    let position = 2;
    stage.server.override = (_method, path) =>
      position > 0 && path.endsWith('/join') ? { status: 202, json: { ...place, position } } : undefined;
    await stage.upToMicrophone(page);

    // When
    await page.getByTestId('rather-type').click();

    // Then
    await page.getByTestId('queue-position').getByText('Your place in the queue: 2').waitFor();
    await expectAccessible(page);
    await picture(page, 'candidate-queue', false);
    position = 1;
    await page.getByTestId('queue-position').getByText('You are next').waitFor();
    position = 0;
    await page.getByTestId('answer').waitFor({ timeout: 10_000 });
    const [first, ...again] = stage.server.saw('POST', '/join').map(({ body }) => JSON.parse(body));
    expect(first).toEqual({});
    expect(again.every(({ session_id }) => session_id === place.session_id)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['invalid_link', { status: 401, json: { code: 'UNAUTHENTICATED' } }],
    ['expired', { status: 401, json: { code: 'LINK_EXPIRED' } }],
    ['erased', { status: 410, json: { code: 'ERASED' } }],
    ['unreachable', { status: 503, json: { code: 'UNAVAILABLE' } }],
  ])('explains: %s', async (kind, answer) => {
    const { page, context } = await openPage(stage.browser);
    stage.server.override = () => answer;
    await page.goto(`${stage.url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByTestId('problem').waitFor();
    expect(await page.getByTestId('problem').getAttribute('data-kind')).toBe(kind);
    await context.close();
  });

  it('explains that the interview is over', async () => {
    const { page, context } = await openPage(stage.browser);
    stage.server.add({ ...stage.server.interviews.get(SCHEDULED)!, state: 'completed' });
    await page.goto(`${stage.url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByText('This interview is over').waitFor();
    await context.close();
  });

  it.each([
    ['began', '2026-11-20T10:00:00Z', true],
    ['never began', undefined, false],
  ])('says that what was said is kept only when it %s', async (_when, started_at, kept) => {
    const { page, context } = await openPage(stage.browser);
    stage.server.add({ ...stage.server.interviews.get(SCHEDULED)!, state: 'cancelled', started_at });
    await page.goto(`${stage.url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByText('This interview is over').waitFor();
    expect((await page.locator('main').innerText()).includes('is kept')).toBe(kept);
    await context.close();
  });
});
