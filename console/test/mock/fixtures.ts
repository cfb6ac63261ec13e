import type { ClusterStatus, Evaluation, IncidentData, Interview, SystemStatus, Turn } from '../../src/api/types';

export const LIVE = '6f1c1f3e-5b8e-4a57-9b57-64a0c6a2f7a1';
export const EVALUATED = '0d3e5c1f-7d3e-4a51-9a53-0f7f2c7e6a10';
export const SCHEDULED = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
export const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.mock.token';
export const KEY = 'rbv_mock_key';

export const CONSENT = `You are about to be interviewed by an AI, not by a person.

What you say is turned into a written transcript while you speak. The sound itself is not kept. The transcript, the times and a first evaluation are stored and shown to the recruiter of this job.

The evaluation is advice. It quotes your own words and never rates your accent, your emotions or your personality. A person reads it and decides.

You may stop at any time. You may ask the recruiter to erase everything.`;

const BEGIN = Date.parse('2026-11-20T10:00:00Z');

/** Who, kind, question, seconds it took, text. */
const TALK: [Turn['speaker'], Turn['kind'], number | undefined, number, string][] = [
  ['agent', 'greeting', undefined, 14, 'Hello Ada, I am an AI interviewer. Everything we say is written down as a transcript. Shall we begin?'],
  ['candidate', 'answer', undefined, 3, 'Yes, happy to.'],
  ['agent', 'question', 1, 9, 'Tell me about an incident in production that you resolved. What was your part in it?'],
  ['candidate', 'answer', 1, 52, 'Last spring our payment service started to time out at noon. I was on call, so I looked at the connection pool first and saw that every connection was waiting on one slow report. I stopped the report, the queue drained within two minutes, and then I wrote to support what had happened.'],
  ['agent', 'follow_up', 1, 6, 'How did you make sure that it does not happen again?'],
  ['candidate', 'answer', 1, 31, 'We moved reports to a read replica and I added an alert on the time a query waits for a connection. I also wrote a page for the next person on call.'],
  ['agent', 'question', 2, 8, 'How would you find out why a query in PostgreSQL became slow over night?'],
  ['candidate', 'request', 2, 3, 'Could you repeat that, please?'],
  ['agent', 'repeat', 2, 7, 'Of course. How would you find out why a query became slow over night?'],
  ['candidate', 'answer', 2, 44, 'I would compare the plans, with explain analyze, and look whether the statistics are stale. Very often a table grew past a threshold and the planner switched from an index scan to a sequential one.'],
  ['agent', 'question', 3, 7, 'Describe a time when you disagreed with a colleague about a design.'],
  ['candidate', 'skip', 3, 3, 'I would rather skip this one.'],
  ['agent', 'closing', undefined, 9, 'Thank you, Ada. That was the last question. The recruiter will be in touch.'],
];

export function turns(): Turn[] {
  let at = BEGIN;
  return TALK.map(([speaker, kind, question_no, seconds, text], index) => {
    const started_at = new Date(at).toISOString();
    const ended_at = new Date(at + seconds * 1000).toISOString();
    at += (seconds + 1.5) * 1000;
    return { turn_no: index + 1, speaker, kind, question_no, text, started_at, ended_at, interrupted: index === 6, typed: index === 9 };
  });
}

const DEEPGRAM: IncidentData = { kind: 'provider_failed', text: 'deepgram did not answer in time', port: 'SpeechToText', provider: 'deepgram', next: 'sphinx' };

/** Two faults survived during the talk, with their times. */
export const INCIDENTS: { time: string; data: IncidentData }[] = [
  { time: new Date(BEGIN + 50_000).toISOString(), data: DEEPGRAM },
  { time: new Date(BEGIN + 150_000).toISOString(), data: { kind: 'provider_failed', text: 'Google refused the voice: check GOOGLE_TTS_VOICE', port: 'TextToSpeech', provider: 'google', next: 'freetts' } },
];

const RUBRIC = ['Nothing to the point.', 'Names a step.', 'Describes own steps in order.', 'Explains why, and what came of it.', 'Also says what was learned and changed.'];

export function interview(id: string, part: Partial<Interview> = {}): Interview {
  return {
    interview_id: id,
    state: 'evaluated',
    candidate: { name: 'Ada Lovelace', candidate_id: 'cand-4711', email: 'ada@example.com', resume: 'Eight years of Java; led the move of a payment platform to PostgreSQL.' },
    job: { title: 'Backend Engineer', job_id: 'job-12', company: 'Analytical Engines', description: 'You build payment services in Java and PostgreSQL and are on call one week in six.' },
    question_count: 3,
    max_duration_seconds: 720,
    own_questions: [],
    plan: ['Tell me about an incident in production that you resolved.', 'How would you find out why a query in PostgreSQL became slow over night?', 'Describe a time when you disagreed with a colleague about a design.'].map((text, index) => ({
      question_no: index + 1,
      question_id: `backend-${index + 1}`,
      text,
      competence: ['Operations', 'Databases', 'Collaboration'][index]!,
      kind: index === 2 ? 'behavioural' : 'technical',
      seconds: 180,
      follow_ups: [],
      rubric: RUBRIC,
    })),
    room_name: `interview-${id}`,
    consent: { version: '2026-11', sha256: 'a'.repeat(64), accepted_at: '2026-11-20T09:59:30Z' },
    created_at: '2026-11-19T16:20:00Z',
    link_expires_at: '2026-11-25T16:20:00Z',
    started_at: '2026-11-20T10:00:00Z',
    ended_at: '2026-11-20T10:03:46Z',
    end_reason: 'completed',
    turn_count: 13,
    question_no: 3,
    evaluation_ready: true,
    ...part,
  };
}

export function evaluation(id: string): Evaluation {
  return {
    interview_id: id,
    overall: 3.7,
    recommendation: 'consider',
    questions: [
      { question_no: 1, question_id: 'backend-1', question: 'Tell me about an incident in production that you resolved.', competence: 'Operations', level: 5, level_text: RUBRIC[4], reason: 'Names cause, action and the change made afterwards.', quotes: [{ turn_no: 4, text: 'I looked at the connection pool first and saw that every connection was waiting on one slow report' }, { turn_no: 6, text: 'I added an alert on the time a query waits for a connection' }] },
      { question_no: 2, question_id: 'backend-2', question: 'How would you find out why a query in PostgreSQL became slow over night?', competence: 'Databases', level: 3, level_text: RUBRIC[2], reason: 'Describes the steps, without an example of one’s own.', quotes: [{ turn_no: 10, text: 'compare the plans, with explain analyze' }] },
      { question_no: 3, question_id: 'backend-3', question: 'Describe a time when you disagreed with a colleague about a design.', competence: 'Collaboration', reason: 'The candidate skipped this question.', quotes: [] },
    ],
    competences: [
      { competence: 'Operations', level: 4.6, questions: 1 },
      { competence: 'Databases', level: 2.8, questions: 1 },
    ],
    strengths: ['Explains causes before actions.', 'Tells what was changed afterwards.'],
    gaps: ['No evidence on collaboration.'],
    source: { provider: 'rules', model: 'keyword-rubric', prompt_hash: 'f'.repeat(64), rubric_version: '1', by_rules: true },
    created_at: '2026-11-20T10:03:50Z',
  };
}

export const CLUSTER: ClusterStatus = {
  node_id: 'node-1',
  rooms: 3,
  cap: 8,
  waiting: 2,
  members: [
    { node_id: 'node-1', version: '0.1.0', roles: ['agent', 'http', 'persistence'], draining: false, owner: 'node-1/5e7c', rooms: 2, cap: 4, store: 'reachable' },
    { node_id: 'node-2', version: '0.1.0', roles: ['agent'], draining: true, owner: 'node-2/a1b2', rooms: 1, cap: 4, store: 'away' },
    { node_id: 'node-3', version: '0.1.0', roles: ['http'], draining: false },
  ],
  leases: [
    { interview_id: LIVE, owner: 'node-1/5e7c', fence: 3 },
    { interview_id: EVALUATED, owner: 'node-2/a1b2', fence: 1 },
    { interview_id: SCHEDULED, owner: 'node-9/gone', fence: 2 },
  ],
  outbox: { turns: 1_204, oldest_seconds: 42, events: 0 },
};

export const SYSTEM: SystemStatus = {
  version: '0.1.0',
  node_id: 'node-1',
  started_at: '2026-11-20T08:00:00Z',
  uptime_seconds: 7_430,
  status: 'degraded',
  modules: [
    { module: 'agent', node_id: 'node-1', status: 'degraded', ports: [
      { port: 'SpeechToText', adapter: 'deepgram > sphinx', embedded: false, setting: 'DEEPGRAM_API_KEY', problem: 'deepgram: deepgram did not answer in time; sphinx serves meanwhile' },
      { port: 'TextToSpeech', adapter: 'freetts', embedded: true, setting: 'GOOGLE_APPLICATION_CREDENTIALS' },
      { port: 'LanguageModel', adapter: 'rules', embedded: true, setting: 'OPENAI_API_KEY' },
    ], figures: { rooms: 1, rooms_cap: 4 } },
    { module: 'persistence', node_id: 'node-1', status: 'degraded', ports: [
      { port: 'InterviewStore', adapter: 'postgresql', embedded: true, setting: 'POSTGRES_HOST' },
      { port: 'VectorStore', adapter: 'milvus', embedded: false, setting: 'MILVUS_HOST', problem: 'The server at milvus:19530 does not answer.' },
    ], figures: { outbox_depth: 1_204 } },
    { module: 'embedding', status: 'down', ports: [], figures: {} },
  ],
};
