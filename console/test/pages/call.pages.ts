import { describe, expect, it } from 'vitest';
import { SCHEDULED, turns } from '../mock/fixtures';
import { AgentPage } from './agent';
import { expectAccessible, openPage, picture } from './browser';
import { ALL, CandidateStage, connections } from './candidate';

const stage = CandidateStage.forEachTest();

describe('a spoken interview', () => {
  it('sends the microphone, plays the voice, shows whose turn it is and says goodbye', async () => {
    // Given
    const { page, context, complaints } = await openPage(stage.browser);
    const agent = await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();

    // When
    await stage.intoCall(page);

    // Then
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(await agent.liveness()).toBe('liveness');
    expect(await page.evaluate(() => !document.querySelector('audio')!.paused)).toBe(true);
    stage.server.events.live(SCHEDULED, 'progress', { question_no: 2, question_count: 6, remaining_seconds: 431 });
    for (const turn of turns().slice(0, 3)) stage.server.events.durable(SCHEDULED, 'turn.saved', turn);
    for (const [state, floor] of [['speaking', 'agent'], ['thinking', 'thinking'], ['listening', 'you']]) {
      stage.server.events.live(SCHEDULED, 'agent_state', { state });
      await expect.poll(() => page.getByTestId('floor').getAttribute('data-floor')).toBe(floor);
    }
    stage.server.events.live(SCHEDULED, 'caption', { segment_id: 'c', speaker: 'candidate', text: 'Last spring our payment', final: false });
    await page.getByText('Last spring our payment').waitFor();
    await picture(page, 'call-speaking', false);
    await expectAccessible(page);
    await page.getByTestId('mute').click();
    await page.getByTestId('floor').getByText('Your turn, but you are muted').waitFor();
    stage.server.events.live(SCHEDULED, 'ended', { reason: 'completed' });
    await page.getByTestId('step-goodbye').waitFor();
    await expect.poll(() => agent.liveness()).toBe('closed');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('captures nothing before consent', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await page.addInitScript(() => {
      const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      (window as unknown as { captures: number }).captures = 0;
      navigator.mediaDevices.getUserMedia = (constraints) => {
        (window as unknown as { captures: number }).captures++;
        return original(constraints);
      };
    });

    // When
    await stage.upToMicrophone(page);

    // Then
    expect(await page.evaluate(() => (window as unknown as { captures: number }).captures)).toBe(0);
    const [sent] = stage.server.saw('POST', '/consent');
    expect(JSON.parse(sent!.body)).toMatchObject({ version: '2026-11', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await context.close();
  });

  it('offers typing when the audio is refused, and way back to speaking', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();
    let refused = true;
    stage.server.override = (method, path) =>
      refused && method === 'POST' && path.includes('/media/') ? { status: 400, json: { code: 'INVALID_SDP', detail: 'Cannot be negotiated.' } } : undefined;
    await stage.upToMicrophone(page);
    await page.getByTestId('check-microphone').click();

    // When
    await page.getByTestId('join').click();

    // Then
    await page.getByTestId('answer').waitFor();
    expect(stage.server.saw('POST', '/presence').map(({ body }) => JSON.parse(body).presence)).toContain('text_mode');
    refused = false;
    await page.getByTestId('to-speaking').click();
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
    await context.close();
  });
});
