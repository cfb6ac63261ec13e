import { describe, expect, it } from 'vitest';
import type { CaptionUpdate, Turn } from '../api/types';
import { NO_CONVERSATION, linesOf, withAgent, withCaption, withPending, withStatus, withTurn } from './conversation';

function caption(segment_id: string, speaker: Turn['speaker'], text: string, final = false, fence?: number): CaptionUpdate {
  return { segment_id, speaker, text, final, ...(fence !== undefined && { fence }) };
}

function turn(turn_no: number, speaker: Turn['speaker'], text: string, part: Partial<Turn> = {}): Turn {
  const at = '2026-11-20T10:00:00Z';
  return { turn_no, speaker, kind: 'answer', text, interrupted: false, typed: false, started_at: at, ended_at: at, ...part };
}

const texts = (conversation = NO_CONVERSATION) => linesOf(conversation).map((line) => line.text);

describe('conversation', () => {
  it('replaces a segment by its next update', () => {
    let now = withCaption(NO_CONVERSATION, caption('a', 'candidate', 'I'));
    now = withCaption(now, caption('a', 'candidate', 'I built', true));
    expect(linesOf(now)).toMatchObject([{ text: 'I built', state: 'final' }]);
  });

  it('puts a turn in the place of the segments it was said in, and leaves those of the next turn', () => {
    let now = withCaption(NO_CONVERSATION, caption('a1', 'agent', 'Hello.', true));
    now = withCaption(now, caption('a2', 'agent', 'How are you?', true));
    now = withCaption(now, caption('c1', 'candidate', 'Fine'));
    now = withTurn(now, turn(1, 'agent', 'Hello. How are you?'));
    expect(texts(now)).toEqual(['Hello. How are you?', 'Fine']);
  });

  it('ignores late updates of a segment that became a turn', () => {
    let now = withCaption(NO_CONVERSATION, caption('a', 'agent', 'Hello.', true));
    now = withTurn(now, turn(1, 'agent', 'Hello.'));
    now = withCaption(now, caption('a', 'agent', 'Hello.', true));
    expect(texts(now)).toEqual(['Hello.']);
  });

  it('shows nothing more of an agent once another one has spoken', () => {
    let now = withCaption(NO_CONVERSATION, caption('1-agent-4', 'agent', 'What did', false, 1));
    now = withCaption(now, caption('2-agent-1', 'agent', 'Sorry, I was cut off.', true, 2));
    now = withCaption(now, caption('1-agent-4', 'agent', 'What did you build?', true, 1));
    now = withCaption(now, caption('2-agent-2', 'agent', 'Where were we?', true, 2));
    expect(texts(now)).toEqual(['What did', 'Sorry, I was cut off.', 'Where were we?']);
  });

  it('shows nothing more of an agent once another one is announced, which is shown from its first word', () => {
    let now = withAgent(NO_CONVERSATION, 2);
    now = withAgent(now, 1);
    now = withCaption(now, caption('1-agent-4', 'agent', 'What did you build?', true, 1));
    now = withCaption(now, caption('2-agent-1', 'agent', 'Sorry', false, 2));
    expect(texts(now)).toEqual(['Sorry']);
  });

  it('shows the words of an agent that does not tell its number', () => {
    let now = withAgent(NO_CONVERSATION, 2);
    now = withCaption(now, caption('a', 'agent', 'Hello.', true));
    expect(texts(now)).toEqual(['Hello.']);
  });

  it('takes a turn that comes twice once, and orders turns by number', () => {
    let now = withTurn(NO_CONVERSATION, turn(2, 'candidate', 'two'));
    now = withTurn(now, turn(1, 'agent', 'one'));
    now = withTurn(now, turn(2, 'candidate', 'two'));
    expect(texts(now)).toEqual(['one', 'two']);
  });

  it('shows a typed answer once, from sending to saved', () => {
    let now = withPending(NO_CONVERSATION, 'm', 'My  answer');
    expect(linesOf(now)).toMatchObject([{ state: 'sending' }]);
    now = withCaption(now, caption('t', 'candidate', 'My answer', true));
    expect(texts(now)).toEqual(['My  answer']);
    now = withStatus(now, 'm', 'sent');
    now = withTurn(now, turn(1, 'candidate', 'My answer', { typed: true }));
    expect(linesOf(now)).toMatchObject([{ text: 'My answer', state: 'turn' }]);
  });

  it('takes an answer that failed here for stored when a turn names it', () => {
    let now = withStatus(withPending(NO_CONVERSATION, 'm', 'yes'), 'm', 'failed');
    now = withTurn(now, turn(1, 'candidate', 'yes', { typed: true, message_ids: ['l', 'm'] }));
    expect(linesOf(now).map((line) => line.state)).toEqual(['turn']);
    // The sender may give it up only now.
    now = withStatus(now, 'm', 'failed');
    expect(linesOf(now).map((line) => line.state)).toEqual(['turn']);
  });

  it('takes it for stored as well when the turn is known already', () => {
    const typed = turn(1, 'candidate', 'yes', { typed: true, message_ids: ['m'] });
    let now = withTurn(NO_CONVERSATION, typed);
    now = withStatus(withPending(now, 'm', 'yes'), 'm', 'failed');
    expect(linesOf(withTurn(now, typed)).map((line) => line.state)).toEqual(['turn']);
  });

  it('keeps what has the same words as a turn that names others', () => {
    let now = withStatus(withPending(NO_CONVERSATION, 'm', 'yes'), 'm', 'sent');
    now = withTurn(now, turn(1, 'candidate', 'yes', { typed: true, message_ids: ['l'] }));
    expect(linesOf(now)).toMatchObject([{ state: 'turn' }, { messageId: 'm' }]);
  });

  it('keeps a failed answer when another one is saved', () => {
    let now = withStatus(withPending(NO_CONVERSATION, 'm', 'yes'), 'm', 'failed');
    now = withTurn(now, turn(1, 'candidate', 'yes', { typed: true }));
    expect(linesOf(now).map((line) => line.state)).toEqual(['turn', 'failed']);
  });
});
