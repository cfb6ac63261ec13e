import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { SCHEDULED, TOKEN } from '../mock/fixtures';
import { MockServer } from '../mock/server';
import { launch } from './browser';

export const connections = (page: Page) => page.evaluate(() => window.rbv.connections);
export const ALL = { events: 'open', microphone: 'connected', voice: 'connected' };

/** A candidate's way through the page, in one browser for a file and with a server for each test. */
export class CandidateStage {
  browser!: Browser;
  server!: MockServer;
  url!: string;

  private constructor() {}

  static forEachTest(): CandidateStage {
    const stage = new CandidateStage();
    beforeAll(async () => {
      stage.browser = await launch('--autoplay-policy=no-user-gesture-required');
    });
    afterAll(() => stage.browser.close());
    beforeEach(async () => {
      stage.server = new MockServer();
      stage.url = await stage.server.start();
    });
    afterEach(() => stage.server.stop());
    return stage;
  }

  async upToMicrophone(page: Page): Promise<void> {
    await page.goto(`${this.url}/i/${SCHEDULED}#${TOKEN}`);
    await page.getByTestId('continue').click();
    await page.getByTestId('consent-checkbox').check();
    await page.getByTestId('consent-accept').click();
    await page.getByTestId('check-microphone').waitFor();
  }

  async intoCall(page: Page): Promise<void> {
    await this.upToMicrophone(page);
    await page.getByTestId('check-microphone').click();
    await page.getByTestId('join').click();
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
  }

  async intoTyping(page: Page): Promise<void> {
    await this.upToMicrophone(page);
    await page.getByTestId('rather-type').click();
    await expect.poll(() => this.server.events.count).toBe(1);
  }
}
