import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SCHEDULED, TOKEN } from '../mock/fixtures';
import { MockServer } from '../mock/server';
import { launch, openPage } from './browser';
import { LiveKitAgent, LiveKitServer } from './livekit';

let browser: Browser;
let liveKit: LiveKitServer;
let server: MockServer;
let url: string;

beforeAll(async () => {
  browser = await launch('--autoplay-policy=no-user-gesture-required');
});
afterAll(() => browser.close());
beforeEach(async () => {
  liveKit = await LiveKitServer.start();
  server = new MockServer();
  server.liveKit = () => liveKit.ticket('candidate-1');
  url = await server.start();
});
afterEach(async () => {
  await server.stop();
  await liveKit.kill();
});

const ALL = { events: 'open', microphone: 'connected', voice: 'connected' };

async function connected(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.rbv.connections), { timeout: 30_000 }).toEqual(ALL);
}

async function intoCall(page: Page, consented = false): Promise<void> {
  await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);
  await page.getByTestId('continue').click();
  if (!consented) {
    await page.getByTestId('consent-checkbox').check();
    await page.getByTestId('consent-accept').click();
  }
  await page.getByTestId('check-microphone').click();
  await page.getByTestId('join').click();
  await connected(page);
}

describe('a spoken interview over a real LiveKit server', () => {
  it('sends the microphone, plays the voice, and mutes', async () => {
    // Given
    const { page, context, complaints } = await openPage(browser);
    const agent = await LiveKitAgent.join(context, liveKit, url);
    await page.bringToFront();

    // When
    await intoCall(page);

    // Then
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(await page.evaluate(() => !document.querySelector('audio')!.paused)).toBe(true);
    expect(server.saw('POST', '/media/')).toEqual([]);
    await page.getByTestId('mute').click();
    await expect.poll(() => agent.muted()).toBe(true);
    await page.getByTestId('mute').click();
    await expect.poll(() => agent.muted()).toBe(false);
    server.events.live(SCHEDULED, 'ended', { reason: 'completed' });
    await page.getByTestId('step-goodbye').waitFor();
    await expect.poll(() => agent.candidates()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('leaves the microphone to who types, and speaks again', async () => {
    // Given
    const { page, context } = await openPage(browser);
    const agent = await LiveKitAgent.join(context, liveKit, url);
    await page.bringToFront();
    await intoCall(page);

    // When
    await page.getByTestId('to-typing').click();
    await expect.poll(() => agent.muted()).toBe(undefined);
    await page.getByTestId('to-speaking').click();

    // Then
    await connected(page);
    await expect.poll(() => agent.muted()).toBe(false);
    expect(server.saw('POST', '/presence').map(({ body }) => JSON.parse(body).presence)).toEqual(['voice_mode', 'text_mode', 'voice_mode']);
    await context.close();
  });

  it('comes back with a fresh ticket after the server was restarted', async () => {
    // Given
    const { page, context } = await openPage(browser);
    const agent = await LiveKitAgent.join(context, liveKit, url);
    await page.bringToFront();
    await intoCall(page);

    // When
    await liveKit.kill();
    await expect.poll(() => page.getByTestId('floor').getAttribute('data-floor'), { timeout: 30_000 }).toBe('reconnecting');
    await liveKit.startAgain();
    await agent.connect();

    // Then
    await connected(page);
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    await context.close();
  });

  it('gives way to a second browser', async () => {
    // Given
    const { page, context } = await openPage(browser);
    await LiveKitAgent.join(context, liveKit, url);
    await page.bringToFront();
    await intoCall(page);
    const second = await openPage(browser);

    // When
    await intoCall(second.page, true);

    // Then
    await page.getByTestId('problem').waitFor();
    await connected(second.page);
    await context.close();
    await second.context.close();
  });

  it('loads the library of LiveKit only when it is needed', async () => {
    // Given
    server.liveKit = undefined;
    const { page, context } = await openPage(browser);
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));

    // When
    await page.goto(`${url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByTestId('continue').waitFor();

    // Then
    expect(scripts.filter((script) => script.includes('livekit'))).toEqual([]);
    await context.close();
  });
});
