import { describe, expect, it } from 'vitest';
import type { DurableEvent, InterviewSummary } from '../../api/types';
import { afterEvent, instantOf } from './list-state';

const ADA: InterviewSummary = {
  interview_id: 'ada',
  state: 'scheduled',
  candidate_name: 'Ada',
  job_title: 'Engineer',
  question_no: 0,
  question_count: 6,
  turn_count: 0,
  created_at: '2026-11-20T10:00:00Z',
  link_expires_at: '2026-11-22T10:00:00Z',
  evaluation_ready: false,
};

function event(type: string, data: Record<string, unknown> = {}, subject = 'ada'): DurableEvent {
  return { id: 'e', type, subject, time: '2026-11-20T11:00:00Z', data };
}

describe('the list after an event', () => {
  it('shows the new state and when it began', () => {
    const list = afterEvent([ADA], event('interview.state_changed', { from: 'waiting', to: 'in_progress' }));
    expect(list).toMatchObject([{ state: 'in_progress', started_at: '2026-11-20T11:00:00Z' }]);
  });

  it('counts turns and questions up, never down', () => {
    let list = afterEvent([ADA], event('turn.saved', { turn_no: 4, question_no: 2 }));
    list = afterEvent(list as InterviewSummary[], event('turn.saved', { turn_no: 3, question_no: 1 }));
    expect(list).toMatchObject([{ turn_count: 4, question_no: 2 }]);
  });

  it('drops an erased interview', () => {
    expect(afterEvent([ADA], event('interview.erased'))).toEqual([]);
  });

  it('asks for a new list when an interview that it does not know came or changed', () => {
    expect(afterEvent([ADA], event('interview.created', {}, 'bob'))).toBe('unknown');
    const list = [ADA];
    expect(afterEvent(list, event('turn.saved', {}, 'bob'))).toBe(list);
  });
});

describe('days of the filter', () => {
  it('begin at midnight and end at the next one', () => {
    const from = Date.parse(instantOf('2026-11-20')!);
    const to = Date.parse(instantOf('2026-11-20', true)!);
    expect(to - from).toBe(86_400_000);
    expect(instantOf('')).toBeUndefined();
  });
});
