import type { DurableEvent, InterviewState, InterviewSummary, Outcome, Turn } from '../../api/types';

/** What the list asks for. Times are dates of the reader's calendar, `yyyy-mm-dd`, or empty. */
export interface Filters {
  state: string;
  job_id: string;
  candidate_id: string;
  from: string;
  to: string;
}

export const NO_FILTERS: Filters = { state: '', job_id: '', candidate_id: '', from: '', to: '' };

/**
 * The list after an event, or `unknown` when it is about an interview that is not in the list and may belong into it.
 */
export function afterEvent(list: InterviewSummary[], event: DurableEvent): InterviewSummary[] | 'unknown' {
  const at = list.findIndex((item) => item.interview_id === event.subject);
  if (at < 0) return event.type === 'interview.created' || event.type === 'interview.state_changed' ? 'unknown' : list;
  if (event.type === 'interview.erased') return list.filter((_, index) => index !== at);
  return list.map((item, index) => (index === at ? changed(item, event) : item));
}

function changed(item: InterviewSummary, event: DurableEvent): InterviewSummary {
  switch (event.type) {
    case 'interview.state_changed':
      return withState(item, event as unknown as DurableEvent<{ to: InterviewState; reason?: string }>);
    case 'turn.saved': {
      const turn = event.data as unknown as Turn;
      return {
        ...item,
        turn_count: Math.max(item.turn_count, turn.turn_no),
        question_no: Math.max(item.question_no, turn.question_no ?? 0),
      };
    }
    case 'interview.evaluated':
      return { ...item, evaluation_ready: true };
    case 'interview.decided':
      return { ...item, decision: event.data['outcome'] as Outcome };
    default:
      return item;
  }
}

function withState(
  item: InterviewSummary,
  event: DurableEvent<{ to: InterviewState; reason?: string }>,
): InterviewSummary {
  const { to, reason } = event.data;
  return {
    ...item,
    state: to,
    end_reason: reason ?? item.end_reason,
    started_at: item.started_at ?? (to === 'in_progress' ? event.time : undefined),
    ended_at: item.ended_at ?? (['completed', 'cancelled', 'abandoned', 'failed'].includes(to) ? event.time : undefined),
  };
}

/** Midnight of a calendar day in the reader's zone; the day after for an inclusive end. */
export function instantOf(date: string, inclusiveEnd = false): string | undefined {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) return undefined;
  return new Date(year, month - 1, day + (inclusiveEnd ? 1 : 0)).toISOString();
}
