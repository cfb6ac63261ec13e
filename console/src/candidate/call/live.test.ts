import { describe, expect, it } from 'vitest';
import { type CallState, type CandidateState, INITIAL, NEW_CALL, floorOf, remainingSeconds } from '../state';
import { afterEvent } from './live';

const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data) });
const inCall = (call: Partial<CallState>, mode: 'voice' | 'text' = 'voice'): CandidateState => ({
  ...INITIAL,
  phase: 'call',
  mode,
  call: { ...NEW_CALL, events: 'open', microphone: 'connected', voice: 'connected', ...call },
});

describe('the call after an event', () => {
  it('follows the agent', () => {
    expect(afterEvent(NEW_CALL, event('agent_state', { state: 'speaking' }), 0).call.agent).toBe('speaking');
  });

  it('counts the time left on between two updates', () => {
    const progress = event('progress', { question_no: 2, question_count: 6, remaining_seconds: 100 });
    const { call } = afterEvent(NEW_CALL, progress, 1_000);
    expect(remainingSeconds(call, 31_000)).toBe(70);
    expect(remainingSeconds(call, 500_000)).toBe(0);
  });

  it('ends with the conversation, and only expects the end while goodbye may still be said', () => {
    expect(afterEvent(NEW_CALL, event('ended', { reason: 'time_limit' }), 0).signal).toEqual({ kind: 'ended', reason: 'time_limit' });
    const changed = event('interview.state_changed', { data: { from: 'in_progress', to: 'cancelled' } });
    expect(afterEvent(NEW_CALL, changed, 0).signal).toEqual({ kind: 'ending', reason: 'recruiter_cancelled' });
  });

  it('says when another process holds the interview', () => {
    const after = afterEvent(NEW_CALL, event('agent_moved', { fence: 4 }), 0);
    expect(after.signal).toEqual({ kind: 'moved', fence: 4 });
    const late = event('caption', { segment_id: '3-agent-7', speaker: 'agent', text: 'As I was saying', final: true, fence: 3 });
    expect(afterEvent(after.call, late, 0).call).toEqual(after.call);
  });

  it('goes on through changes that are no end, and events it does not know', () => {
    const recovering = event('interview.state_changed', { data: { from: 'in_progress', to: 'recovering' } });
    expect(afterEvent(NEW_CALL, recovering, 0)).toEqual({ call: NEW_CALL });
    expect(afterEvent(NEW_CALL, event('something_new', {}), 0)).toEqual({ call: NEW_CALL });
  });
});

describe('whose turn it is', () => {
  it.each([
    ['agent', inCall({ agent: 'speaking' })],
    ['thinking', inCall({ agent: 'thinking' })],
    ['you', inCall({ agent: 'listening' })],
    ['muted', inCall({ agent: 'listening', muted: true })],
    ['you', inCall({ agent: 'listening', muted: true }, 'text')],
    ['connecting', inCall({ agent: 'listening', microphone: 'connecting' })],
    ['you', inCall({ agent: 'listening', microphone: 'off', voice: 'off' }, 'text')],
    ['reconnecting', inCall({ agent: 'listening', voice: 'reconnecting' })],
    ['reconnecting', inCall({ agent: 'listening', events: 'waiting' })],
    ['closing', inCall({ agent: 'closed' })],
  ])('is %s', (floor, state) => {
    expect(floorOf(state)).toBe(floor);
  });
});
