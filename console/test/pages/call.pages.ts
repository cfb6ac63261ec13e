import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SCHEDULED, TOKEN, turns } from '../mock/fixtures';
import { MockServer } from '../mock/server';
import { AgentPage } from './agent';
import { expectAccessible, launch, openPage, picture } from './browser';

let browser: Browser;
let server: MockServer;
let url: string;

beforeAll(async () => {
  browser = await launch('--autoplay-policy=no-user-gesture-required');
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = new MockServer();
  url = await server.start();
});
afterEach(() => server.stop());

const connections = (page: Page) => page.evaluate(() => window.rbv.connections);
const ALL = { events: 'open', microphone: 'connected', voice: 'connected' };

async function upToMicrophone(page: Page): Promise<void> {
  await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);
  await page.getByTestId('continue').click();
  await page.getByTestId('consent-checkbox').check();
  await page.getByTestId('consent-accept').click();
  await page.getByTestId('check-microphone').waitFor();
}

async function intoCall(page: Page): Promise<void> {
  await upToMicrophone(page);
  await page.getByTestId('check-microphone').click();
  await page.getByTestId('join').click();
  await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
}

async function intoTyping(page: Page): Promise<void> {
  await upToMicrophone(page);
  await page.getByTestId('rather-type').click();
  await expect.poll(() => server.events.count).toBe(1);
}

describe('a spoken interview', () => {
  it('sends the microphone, plays the voice, shows whose turn it is and says goodbye', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser);
    const agent = await AgentPage.open(context, server, url);
    await page.bringToFront();

    // When
    await intoCall(page);

    // Then
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(await agent.liveness()).toBe('liveness');
    expect(await page.evaluate(() => !document.querySelector('audio')!.paused)).toBe(true);
    server.events.live(SCHEDULED, 'progress', { question_no: 2, question_count: 6, remaining_seconds: 431 });
    for (const turn of turns().slice(0, 3)) server.events.durable(SCHEDULED, 'turn.saved', turn);
    for (const [state, floor] of [['speaking', 'agent'], ['thinking', 'thinking'], ['listening', 'you']]) {
      server.events.live(SCHEDULED, 'agent_state', { state });
      await expect.poll(() => page.getByTestId('floor').getAttribute('data-floor')).toBe(floor);
    }
    server.events.live(SCHEDULED, 'caption', { segment_id: 'c', speaker: 'candidate', text: 'Last spring our payment', final: false });
    await page.getByText('Last spring our payment').waitFor();
    await picture(page, 'call-speaking', false);
    await expectAccessible(page);
    await page.getByTestId('mute').click();
    await page.getByTestId('floor').getByText('Your turn, but you are muted').waitFor();
    server.events.live(SCHEDULED, 'ended', { reason: 'completed' });
    await page.getByTestId('step-goodbye').waitFor();
    await expect.poll(() => agent.liveness()).toBe('closed');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('captures nothing before consent', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await page.addInitScript(() => {
      const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      (window as unknown as { captures: number }).captures = 0;
      navigator.mediaDevices.getUserMedia = (constraints) => {
        (window as unknown as { captures: number }).captures++;
        return original(constraints);
      };
    });

    // When
    await upToMicrophone(page);

    // Then
    expect(await page.evaluate(() => (window as unknown as { captures: number }).captures)).toBe(0);
    const [sent] = server.saw('POST', '/consent');
    expect(JSON.parse(sent!.body)).toMatchObject({ version: '2026-11', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await context.close();
  });

  it('tries an ICE restart, then connects anew, when the agent’s connections are lost', async () => {
    // Given
    const { page, context } = await openPage(browser);
    const agent = await AgentPage.open(context, server, url);
    await page.bringToFront();
    await intoCall(page);
    const before = await agent.packets();
    expect(before).toBeGreaterThanOrEqual(0);

    // When
    await agent.drop();

    // Then
    await expect.poll(() => page.getByTestId('floor').getAttribute('data-floor'), { timeout: 20_000 }).toBe('reconnecting');
    await picture(page, 'call-reconnecting', false);
    await expect.poll(() => connections(page), { timeout: 30_000 }).toEqual(ALL);
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(server.saw('PATCH', '/media/')).not.toHaveLength(0);
    await context.close();
  });

  it('goes straight back into the call after a reload', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await AgentPage.open(context, server, url);
    await page.bringToFront();
    await intoCall(page);
    server.events.durable(SCHEDULED, 'turn.saved', turns()[0]);

    // When
    await page.reload();

    // Then
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
    expect(server.saw('POST', '/join')).toHaveLength(2);
    await expect.poll(() => page.evaluate(() => window.rbv.captions.length)).toBe(1);
    await context.close();
  });

  it('joins anew when the agent does not know the session any more', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await AgentPage.open(context, server, url);
    await page.bringToFront();
    await intoCall(page);
    let gone = true;
    server.override = (_method, path) =>
      gone && path.endsWith('/events') ? { status: 409, json: { code: 'INVALID_STATE', detail: 'No such session.' } } : undefined;

    // When
    server.events.cut();
    await expect.poll(() => server.saw('POST', '/join').length).toBeGreaterThan(1);
    gone = false;

    // Then
    await expect.poll(() => connections(page), { timeout: 20_000 }).toEqual(ALL);
    await context.close();
  });

  it('joins the agent that took over by itself, with its session and new connections', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser);
    const agent = await AgentPage.open(context, server, url);
    await page.bringToFront();
    await intoCall(page);
    const session = await page.evaluate(() => window.rbv.sessionId);
    const offers = server.saw('POST', '/media/').length;

    // When
    await agent.drop();
    server.events.live(SCHEDULED, 'agent_moved', {});

    // Then
    await expect.poll(() => server.saw('POST', '/join').length).toBe(2);
    expect(JSON.parse(server.saw('POST', '/join')[1]!.body)).toEqual({ session_id: session });
    await expect.poll(() => server.saw('POST', '/media/').length, { timeout: 15_000 }).toBe(offers + 2);
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(await page.evaluate(() => window.rbv.sessionId)).toBe(session);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('comes back to an agent that does not know it, and tries on while there is none', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await AgentPage.open(context, server, url);
    await page.bringToFront();
    await intoCall(page);
    const joins = () => server.saw('POST', '/join').length;
    let nobody = true;
    server.override = (_method, path) => {
      if (nobody && path.endsWith('/join')) return { status: 503, json: { code: 'UNAVAILABLE', detail: 'Join again.' } };
      return path.endsWith('/events') && joins() < 3 ? { status: 409, json: { code: 'SESSION_TAKEN_OVER', detail: 'Another session.' } } : undefined;
    };

    // When
    server.events.cut();
    await expect.poll(joins, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(await page.getByTestId('floor').getAttribute('data-floor')).toBe('reconnecting');
    nobody = false;

    // Then
    await expect.poll(() => connections(page), { timeout: 20_000 }).toEqual(ALL);
    await context.close();
  });

  it('offers typing when the audio is refused, and way back to speaking', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await AgentPage.open(context, server, url);
    await page.bringToFront();
    let refused = true;
    server.override = (method, path) =>
      refused && method === 'POST' && path.includes('/media/') ? { status: 400, json: { code: 'INVALID_SDP', detail: 'Cannot be negotiated.' } } : undefined;
    await upToMicrophone(page);
    await page.getByTestId('check-microphone').click();

    // When
    await page.getByTestId('join').click();

    // Then
    await page.getByTestId('answer').waitFor();
    expect(server.saw('POST', '/presence').map(({ body }) => JSON.parse(body).presence)).toContain('text_mode');
    refused = false;
    await page.getByTestId('to-speaking').click();
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
    await context.close();
  });
});

describe('a typed interview', () => {
  it('sends with Enter, breaks the line with Shift and Enter, and repeats a lost message with its id', async () => {
    // Given
    const { page, context } = await openPage(browser, { permissions: [] });
    await intoTyping(page);
    let failures = 2;
    server.override = (_method, path) => (path.endsWith('/messages') && failures-- > 0 ? { status: 503, json: { code: 'UNAVAILABLE' } } : undefined);

    // When
    await page.getByTestId('answer').pressSequentially('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');

    // Then
    await expect.poll(() => server.saw('POST', '/messages').length, { timeout: 10_000 }).toBe(3);
    const bodies = server.saw('POST', '/messages').map(({ body }) => JSON.parse(body));
    expect(new Set(bodies.map((body) => body.message_id)).size).toBe(1);
    expect(bodies[0].text).toBe('One\ntwo');
    expect(await page.getByTestId('answer').inputValue()).toBe('');
    server.events.durable(SCHEDULED, 'turn.saved', { ...turns()[1], turn_no: 1, text: 'One\ntwo', typed: true });
    await expect.poll(() => page.evaluate(() => window.rbv.captions.map(({ state }) => state))).toEqual(['turn']);
    await context.close();
  });

  it('goes on after the stream was cut, without a gap and without a repeat', async () => {
    // Given
    const { page, context } = await openPage(browser, { permissions: [] });
    await intoTyping(page);
    server.events.durable(SCHEDULED, 'turn.saved', turns()[0]);
    await page.getByTestId('caption').waitFor();

    // When
    server.events.cut();
    server.events.durable(SCHEDULED, 'turn.saved', turns()[1]);

    // Then
    await expect.poll(() => page.evaluate(() => window.rbv.captions.map(({ turnNo }) => turnNo)), { timeout: 10_000 }).toEqual([1, 2]);
    await context.close();
  });

  it('stays out when another browser joined while it was cut off', async () => {
    // Given
    const laptop = await openPage(browser, { permissions: [] });
    await intoTyping(laptop.page);
    server.override = (_method, path) => (path.endsWith('/events') ? { status: 503, json: { code: 'TIMEOUT' } } : undefined);
    server.events.cut();
    const phone = await openPage(browser, { permissions: [] });
    await phone.page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);
    await phone.page.getByTestId('continue').click();
    await phone.page.getByTestId('rather-type').click();
    await expect.poll(() => server.saw('POST', '/join').length).toBe(2);

    // When
    server.override = (_method, path) => (path.endsWith('/events') ? { status: 409, json: { code: 'SESSION_TAKEN_OVER' } } : undefined);

    // Then
    await laptop.page.getByText('goes on in another window').first().waitFor({ timeout: 20_000 });
    await laptop.context.close();
    await phone.context.close();
  });

  it('tells the page that another one took over, which may take it back', async () => {
    // Given
    const { page, context } = await openPage(browser, { permissions: [] });
    await intoTyping(page);

    // When
    server.events.live(SCHEDULED, 'taken_over', {});

    // Then
    await page.getByTestId('problem').waitFor();
    await picture(page, 'candidate-taken-over', false);
    await page.getByTestId('problem-action').click();
    await page.getByTestId('answer').waitFor();
    await context.close();
  });
});

describe('what stands in the way', () => {
  it('says how to mend a refused microphone', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await upToMicrophone(page);

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
    const { page, context } = await openPage(browser);
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
    });
    await upToMicrophone(page);

    // When
    await page.getByTestId('check-microphone').click();

    // Then
    await page.getByTestId('microphone-help').waitFor({ timeout: 12_000 });
    expect(await page.getByTestId('microphone-help').getAttribute('data-kind')).toBe('silent');
    await context.close();
  });

  it('hears a microphone that works', async () => {
    const { page, context } = await openPage(browser);
    await upToMicrophone(page);
    await page.getByTestId('check-microphone').click();
    await page.getByText('We can hear you').waitFor({ timeout: 15_000 });
    await picture(page, 'candidate-microphone-heard', false);
    await context.close();
  });

  it('waits while all interviewers are busy, and joins by itself', async () => {
    // Given
    const { page, context } = await openPage(browser, { permissions: [] });
    let busy = true;
    server.override = (_method, path) =>
      busy && path.endsWith('/join') ? { status: 503, json: { code: 'BUSY', detail: 'All rooms are taken.' }, headers: { 'retry-after': '3' } } : undefined;
    await upToMicrophone(page);

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
    const { page, context, complaints } = await openPage(browser, { permissions: [] });
    const place = { queued: true, retry_after_seconds: 1, session_id: '11111111-0000-4000-8000-000000000000' };
    let position = 2;
    server.override = (_method, path) =>
      position > 0 && path.endsWith('/join') ? { status: 202, json: { ...place, position } } : undefined;
    await upToMicrophone(page);

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
    const [first, ...again] = server.saw('POST', '/join').map(({ body }) => JSON.parse(body));
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
    const { page, context } = await openPage(browser);
    server.override = () => answer;
    await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByTestId('problem').waitFor();
    expect(await page.getByTestId('problem').getAttribute('data-kind')).toBe(kind);
    await context.close();
  });

  it('explains that the interview is over', async () => {
    const { page, context } = await openPage(browser);
    server.add({ ...server.interviews.get(SCHEDULED)!, state: 'completed' });
    await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByText('This interview is over').waitFor();
    await context.close();
  });
});
