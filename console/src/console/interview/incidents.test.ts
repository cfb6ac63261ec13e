import { describe, expect, it } from 'vitest';
import type { IncidentData, Turn } from '../../api/types';
import type { Line } from '../../live/conversation';
import { type Incident, entriesOf, incidentOf, withIncident } from './incidents';
import { layoutOf } from './timeline-layout';

const at = (second: number) => new Date(second * 1000).toISOString();
const incident = (id: string, second: number): Incident => ({ id, time: at(second), text: id });

function turn(turn_no: number, from: number, to: number): Turn {
  return { turn_no, speaker: 'agent', kind: 'question', text: '', interrupted: false, typed: false, started_at: at(from), ended_at: at(to) };
}

function line(key: string, said?: Turn): Line {
  return { key, speaker: 'agent', text: '', state: said ? 'turn' : 'interim', turn: said };
}

describe('the words of an incident', () => {
  const fault = { kind: 'provider_failed', text: 'deepgram did not answer in time', port: 'SpeechToText', provider: 'deepgram', next: 'sphinx' };

  it.each<[string, Partial<IncidentData>, string]>([
    ['somebody else went on', {}, 'Hearing: deepgram did not answer in time; sphinx went on'],
    ['the same one was asked again', { next: 'deepgram' }, 'Hearing: deepgram did not answer in time; deepgram was asked again'],
    ['another node took over', { kind: 'agent_recovered', text: 'node-1 was silent; node-2 goes on after 2.9 s', port: undefined, provider: undefined, next: undefined }, 'Another node took over: node-1 was silent; node-2 goes on after 2.9 s'],
    ['turns wait on disk', { kind: 'turns_spooled', text: '3 turns wait', port: 'InterviewStore', provider: undefined, next: undefined }, 'Kept on the node’s disk for now: 3 turns wait'],
    ['nobody was left', { next: undefined }, 'Hearing: deepgram did not answer in time; nobody else could go on'],
    ['the text is a whole sentence', { text: 'deepgram refused the key.' }, 'Hearing: deepgram refused the key. sphinx went on'],
    ['it is the voice', { port: 'TextToSpeech' }, 'Voice: deepgram did not answer in time; sphinx went on'],
    ['it is the model', { port: 'LanguageModel' }, 'Interviewer: deepgram did not answer in time; sphinx went on'],
    ['the port is one of a later version', { port: 'Avatar' }, 'Avatar: deepgram did not answer in time; sphinx went on'],
    ['no provider failed', { text: 'the connection broke', port: 'Room', provider: undefined, next: undefined }, 'Room: the connection broke'],
    ['it was at no port', { text: 'something broke', port: undefined, provider: undefined, next: undefined }, 'something broke'],
  ])('say who goes on when %s', (_when, part, words) => {
    const event = { id: 'e', type: 'interview.incident', subject: 'i', time: at(0), data: { ...fault, ...part } };
    expect(incidentOf(event).text).toBe(words);
  });
});

describe('incidents', () => {
  it('are there once when an event comes twice, in order of time', () => {
    const known = withIncident(withIncident([], incident('b', 20)), incident('a', 10));
    expect(withIncident(known, incident('b', 20)).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('stand before the first turn that began after them, and before what is being said', () => {
    const lines = [line('one', turn(1, 0, 10)), line('two', turn(2, 20, 30)), line('now')];
    const keys = entriesOf(lines, [incident('a', -5), incident('b', 5), incident('c', 40)]).map(({ key }) => key);
    expect(keys).toEqual(['incident-a', 'one', 'incident-b', 'two', 'incident-c', 'now']);
  });

  it('stand alone when nothing was said', () => {
    expect(entriesOf([], [incident('a', 0)])).toHaveLength(1);
  });

  it('have their place on the timeline, inside it', () => {
    const turns = [turn(1, 0, 50), turn(2, 50, 100)];
    const { incidents } = layoutOf(turns, [incident('before', -10), incident('in', 25), incident('after', 130)]);
    expect(incidents.map(({ x }) => x)).toEqual([0, 25, 100]);
  });
});
