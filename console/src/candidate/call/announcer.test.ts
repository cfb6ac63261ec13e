import { describe, expect, it } from 'vitest';
import { withCaption, withTurn } from '../../live/conversation';
import { type CallState, type CandidateState, INITIAL, NEW_CALL } from '../state';
import { Announcer } from './announcer';

function listening() {
  const said: string[] = [];
  const announcer = new Announcer((text) => said.push(text));
  let state: CandidateState = { ...INITIAL, phase: 'call', mode: 'text', call: { ...NEW_CALL, events: 'open' } };
  return {
    said,
    mode: (mode: 'voice' | 'text') => (state = { ...state, mode }),
    call: (part: Partial<CallState>) => {
      state = { ...state, call: { ...state.call, ...part } };
      announcer.update(state);
    },
    get conversation() {
      return state.call.conversation;
    },
  };
}

describe('Announcer', () => {
  it('reads finished sentences only, each once, also when the turn repeats them', () => {
    const page = listening();
    const caption = (text: string, final: boolean) =>
      page.call({ conversation: withCaption(page.conversation, { segment_id: text.slice(0, 3), speaker: 'agent', text, final }) });
    caption('Hel', false);
    caption('Hello Ada.', true);
    caption('How are you?', true);
    const at = '2026-11-20T10:00:00Z';
    page.call({
      conversation: withTurn(page.conversation, { turn_no: 1, speaker: 'agent', kind: 'greeting', text: 'Hello Ada. How are you?', interrupted: false, typed: false, started_at: at, ended_at: at }),
    });
    expect(page.said).toEqual(['Interviewer: Hello Ada.', 'Interviewer: How are you?']);
  });

  it('reads a question that is repeated word for word again', () => {
    const page = listening();
    for (const segment_id of ['a', 'b']) {
      page.call({ conversation: withCaption(page.conversation, { segment_id, speaker: 'agent', text: 'Why Java?', final: true }) });
    }
    expect(page.said).toEqual(['Interviewer: Why Java?', 'Interviewer: Why Java?']);
  });

  it('says whose turn it is once, and that a connection was lost and came back', () => {
    const page = listening();
    page.call({ agent: 'listening' });
    page.call({ agent: 'listening' });
    page.call({ events: 'waiting' });
    page.call({ events: 'open' });
    expect(page.said).toEqual(['Your turn.', 'Connection lost, reconnecting.', 'Connected again.', 'Your turn.']);
  });

  it('leaves the captions of a spoken interview to the ear', () => {
    const page = listening();
    page.mode('voice');
    page.call({ conversation: withCaption(page.conversation, { segment_id: 'a', speaker: 'agent', text: 'Hello.', final: true }) });
    expect(page.said).toEqual([]);
  });
});
