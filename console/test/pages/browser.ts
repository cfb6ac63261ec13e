import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { expect } from 'vitest';

export const PICTURES = resolve(import.meta.dirname, '../../target/screenshots');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export const DESKTOP = { width: 1280, height: 860 };
export const PHONE = { width: 375, height: 720 };

export function launch(...more: string[]): Promise<Browser> {
  mkdirSync(PICTURES, { recursive: true });
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--allow-loopback-in-peer-connection',
      ...more,
    ],
  });
}

export interface Look {
  dark?: boolean;
  phone?: boolean;
  permissions?: string[];
}

/** A page of its own context; what it complains about is collected. */
export async function openPage(browser: Browser, look: Look = {}): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: look.phone ? PHONE : DESKTOP,
    colorScheme: look.dark ? 'dark' : 'light',
    permissions: look.permissions ?? ['microphone', 'clipboard-write'],
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  page.on('console', (message) => {
    // The browser itself writes a line for every 4xx and 5xx answer; tests that make them expect them.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return { page, context, complaints };
}

/** No serious finding of axe, and nothing wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  // Debugging protocol's evaluation is not bound by the page's policy, a script tag would be.
  await page.evaluate(await (await import('node:fs/promises')).readFile(AXE, 'utf8'));
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
  });
  expect(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0);
}

export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  await page.screenshot({ path: resolve(PICTURES, `${name}.png`), fullPage });
}
