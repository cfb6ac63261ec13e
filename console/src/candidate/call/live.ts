import type { AgentState, CaptionUpdate, DurableEvent, InterviewState, ProgressUpdate, Turn } from '../../api/types';
import { withAgent, withCaption, withTurn } from '../../live/conversation';
import type { SseEvent } from '../../live/sse-parser';
import type { CallState } from '../state';
import { endWordOf } from '../steps/farewell';

/** What an event asks of the page beyond showing it. */
export type Signal =
  | { kind: 'ended'; reason: string }
  /** The interview's state is a final one, but the interviewer may still be saying goodbye. */
  | { kind: 'ending'; reason: string }
  | { kind: 'taken_over' }
  /** Another process holds the interview from now on. */
  | { kind: 'moved'; fence?: number };

/** The call after an event of the candidate's stream. Unknown events change nothing: a newer server may send them. */
export function afterEvent(call: CallState, event: SseEvent, now: number): { call: CallState; signal?: Signal } {
  const data: unknown = JSON.parse(event.data);
  switch (event.event) {
    case 'caption':
      return { call: { ...call, conversation: withCaption(call.conversation, data as CaptionUpdate) } };
    case 'turn.saved':
      return { call: { ...call, conversation: withTurn(call.conversation, (data as DurableEvent<Turn & object>).data) } };
    case 'agent_state':
      return { call: { ...call, agent: (data as { state: AgentState }).state } };
    case 'progress': {
      const progress = data as ProgressUpdate;
      return { call: { ...call, progress, endsAt: now + progress.remaining_seconds * 1000 } };
    }
    case 'interview.state_changed': {
      const reason = endWordOf((data as DurableEvent<{ to: InterviewState }>).data.to);
      return reason ? { call, signal: { kind: 'ending', reason } } : { call };
    }
    case 'ended':
      return { call, signal: { kind: 'ended', reason: (data as { reason: string }).reason } };
    case 'taken_over':
      return { call, signal: { kind: 'taken_over' } };
    case 'agent_moved': {
      const { fence } = data as { fence?: number };
      return { call: { ...call, conversation: withAgent(call.conversation, fence) }, signal: { kind: 'moved', fence } };
    }
    default:
      return { call };
  }
}
