import { describe, expect, it } from 'vitest';
import { SCHEDULED, turns } from '../mock/fixtures';
import { AgentPage } from './agent';
import { openPage, picture } from './browser';
import { ALL, CandidateStage, connections } from './candidate';

const stage = CandidateStage.forEachTest();

describe('a call that is cut', () => {
  it('tries an ICE restart, then connects anew, when the agent’s connections are lost', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    const agent = await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();
    await stage.intoCall(page);
    const before = await agent.packets();
    expect(before).toBeGreaterThanOrEqual(0);

    // When
    await agent.drop();

    // Then
    await expect.poll(() => page.getByTestId('floor').getAttribute('data-floor'), { timeout: 20_000 }).toBe('reconnecting');
    await picture(page, 'call-reconnecting', false);
    await expect.poll(() => connections(page), { timeout: 30_000 }).toEqual(ALL);
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(stage.server.saw('PATCH', '/media/')).not.toHaveLength(0);
    await context.close();
  });

  it('goes straight back into the call after a reload', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();
    await stage.intoCall(page);
    stage.server.events.durable(SCHEDULED, 'turn.saved', turns()[0]);

    // When
    await page.reload();

    // Then
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
    expect(stage.server.saw('POST', '/join')).toHaveLength(2);
    await expect.poll(() => page.evaluate(() => window.rbv.captions.length)).toBe(1);
    await context.close();
  });

  it('joins anew when the agent does not know the session any more', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();
    await stage.intoCall(page);
    let gone = true;
    stage.server.override = (_method, path) =>
      gone && path.endsWith('/events') ? { status: 409, json: { code: 'INVALID_STATE', detail: 'No such session.' } } : undefined;

    // When
    stage.server.events.cut();
    await expect.poll(() => stage.server.saw('POST', '/join').length).toBeGreaterThan(1);
    gone = false;

    // Then
    await expect.poll(() => connections(page), { timeout: 20_000 }).toEqual(ALL);
    await context.close();
  });

  it('joins the agent that took over by itself, with its session and new connections', async () => {
    // Given
    const { page, context, complaints } = await openPage(stage.browser);
    const agent = await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();
    await stage.intoCall(page);
    const session = await page.evaluate(() => window.rbv.sessionId);
    const offers = stage.server.saw('POST', '/media/').length;

    // When
    await agent.drop();
    stage.server.events.live(SCHEDULED, 'agent_moved', {});

    // Then
    await expect.poll(() => stage.server.saw('POST', '/join').length).toBe(2);
    expect(JSON.parse(stage.server.saw('POST', '/join')[1]!.body)).toEqual({ session_id: session });
    await expect.poll(() => stage.server.saw('POST', '/media/').length, { timeout: 15_000 }).toBe(offers + 2);
    await expect.poll(() => connections(page), { timeout: 15_000 }).toEqual(ALL);
    await expect.poll(() => agent.packets(), { timeout: 10_000 }).toBeGreaterThan(20);
    expect(await page.evaluate(() => window.rbv.sessionId)).toBe(session);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('comes back to an agent that does not know it, and tries on while there is none', async () => {
    // Given
    const { page, context } = await openPage(stage.browser);
    await AgentPage.open(context, stage.server, stage.url);
    await page.bringToFront();
    await stage.intoCall(page);
    const joins = () => stage.server.saw('POST', '/join').length;
    let nobody = true;
    stage.server.override = (_method, path) => {
      if (nobody && path.endsWith('/join')) return { status: 503, json: { code: 'UNAVAILABLE', detail: 'Join again.' } };
      return path.endsWith('/events') && joins() < 3 ? { status: 409, json: { code: 'SESSION_TAKEN_OVER', detail: 'Another session.' } } : undefined;
    };

    // When
    stage.server.events.cut();
    await expect.poll(joins, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(await page.getByTestId('floor').getAttribute('data-floor')).toBe('reconnecting');
    nobody = false;

    // Then
    await expect.poll(() => connections(page), { timeout: 20_000 }).toEqual(ALL);
    await context.close();
  });
});
