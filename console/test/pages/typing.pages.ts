import { describe, expect, it } from 'vitest';
import { SCHEDULED, TOKEN, turns } from '../mock/fixtures';
import { openPage, picture } from './browser';
import { CandidateStage } from './candidate';

const stage = CandidateStage.forEachTest();

describe('a typed interview', () => {
  it('sends with Enter, breaks the line with Shift and Enter, and repeats a lost message with its id', async () => {
    // Given
    const { page, context } = await openPage(stage.browser, { permissions: [] });
    await stage.intoTyping(page);
    let failures = 2;
    stage.server.override = (_method, path) => (path.endsWith('/messages') && failures-- > 0 ? { status: 503, json: { code: 'UNAVAILABLE' } } : undefined);

    // When
    await page.getByTestId('answer').pressSequentially('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');

    // Then
    await expect.poll(() => stage.server.saw('POST', '/messages').length, { timeout: 10_000 }).toBe(3);
    const bodies = stage.server.saw('POST', '/messages').map(({ body }) => JSON.parse(body));
    expect(new Set(bodies.map((body) => body.message_id)).size).toBe(1);
    expect(bodies[0].text).toBe('One\ntwo');
    expect(await page.getByTestId('answer').inputValue()).toBe('');
    stage.server.events.durable(SCHEDULED, 'turn.saved', { ...turns()[1], turn_no: 1, text: 'One\ntwo', typed: true });
    await expect.poll(() => page.evaluate(() => window.rbv.captions.map(({ state }) => state))).toEqual(['turn']);
    await context.close();
  });

  it('goes on after the stream was cut, without a gap and without a repeat', async () => {
    // Given
    const { page, context } = await openPage(stage.browser, { permissions: [] });
    await stage.intoTyping(page);
    stage.server.events.durable(SCHEDULED, 'turn.saved', turns()[0]);
    await page.getByTestId('caption').waitFor();

    // When
    stage.server.events.cut();
    stage.server.events.durable(SCHEDULED, 'turn.saved', turns()[1]);

    // Then
    await expect.poll(() => page.evaluate(() => window.rbv.captions.map(({ turnNo }) => turnNo)), { timeout: 10_000 }).toEqual([1, 2]);
    await context.close();
  });

  it('stays out when another browser joined while it was cut off', async () => {
    // Given
    const laptop = await openPage(stage.browser, { permissions: [] });
    await stage.intoTyping(laptop.page);
    stage.server.override = (_method, path) => (path.endsWith('/events') ? { status: 503, json: { code: 'TIMEOUT' } } : undefined);
    stage.server.events.cut();
    const phone = await openPage(stage.browser, { permissions: [] });
    await phone.page.goto(`${stage.url}/i/${SCHEDULED}#${TOKEN}`);
    await phone.page.getByTestId('continue').click();
    await phone.page.getByTestId('rather-type').click();
    await expect.poll(() => stage.server.saw('POST', '/join').length).toBe(2);

    // When
    stage.server.override = (_method, path) => (path.endsWith('/events') ? { status: 409, json: { code: 'SESSION_TAKEN_OVER' } } : undefined);

    // Then
    await laptop.page.getByText('goes on in another window').first().waitFor({ timeout: 20_000 });
    await laptop.context.close();
    await phone.context.close();
  });

  it('tells the page that another one took over, which may take it back', async () => {
    // Given
    const { page, context } = await openPage(stage.browser, { permissions: [] });
    await stage.intoTyping(page);

    // When
    stage.server.events.live(SCHEDULED, 'taken_over', {});

    // Then
    await page.getByTestId('problem').waitFor();
    await picture(page, 'candidate-taken-over', false);
    await page.getByTestId('problem-action').click();
    await page.getByTestId('answer').waitFor();
    await context.close();
  });
});
