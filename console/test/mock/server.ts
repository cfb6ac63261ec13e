import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import type { Interview, LiveKitTicket } from '../../src/api/types';
import { Events } from './events';
import { CLUSTER, CONSENT, EVALUATED, KEY, LIVE, SCHEDULED, SYSTEM, TOKEN, evaluation, interview, turns } from './fixtures';

const DIST = resolve(import.meta.dirname, '../../dist');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
/** The real server's, from its `SecurityHeaders`. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

interface Answer {
  status: number;
  json?: unknown;
  text?: string;
  type?: string;
  headers?: Record<string, string>;
}

type Override = (method: string, path: string, body: string) => Answer | undefined;

/** Serves the built pages and the shapes of the REST API from memory. For tests and for looking at the pages only. */
export class MockServer {
  readonly events = new Events();
  readonly requests: { method: string; path: string; body: string }[] = [];
  readonly interviews = new Map<string, Interview>();
  /** Answers first; for failures. */
  override: Override = () => undefined;
  /** Gets an offer of the page, gives the agent's answer. */
  onOffer?: (direction: string, resource: string, sdp: string) => Promise<string>;
  /** The audio goes over a LiveKit server, which gives a ticket each time. */
  liveKit?: () => LiveKitTicket;
  private sessions = 0;
  private current?: string;
  private readonly server = createServer((request, response) => void this.handle(request, response));

  constructor() {
    const open = { consent: undefined, started_at: undefined, ended_at: undefined, end_reason: undefined, evaluation_ready: false };
    this.add(interview(EVALUATED));
    this.add(interview(LIVE, { ...open, state: 'in_progress', candidate: { name: 'Grace Hopper' }, started_at: new Date(Date.now() - 240_000).toISOString(), created_at: new Date(Date.now() - 900_000).toISOString(), question_no: 2, question_count: 6, turn_count: 5 }));
    this.add(interview(SCHEDULED, { ...open, state: 'scheduled', candidate: { name: 'Ada Lovelace' }, plan: [], question_no: 0, question_count: 6, turn_count: 0, candidate_url: `http://localhost/i/${SCHEDULED}#${TOKEN}`, created_at: new Date(Date.now() - 60_000).toISOString() }));
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.events.cut();
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  add(one: Interview): void {
    this.interviews.set(one.interview_id, one);
  }

  saw(method: string, part: string) {
    return this.requests.filter((request) => request.method === method && request.path.includes(part));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://mock');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const path = url.pathname;
    if (!path.startsWith('/api')) return this.file(path, response);
    this.requests.push({ method: request.method!, path: path + url.search, body });
    const answer = this.override(request.method!, path, body) ?? (await this.api(request, response, url, body));
    if (!answer) return;
    const type = answer.type ?? (answer.status >= 400 ? 'application/problem+json' : 'application/json');
    response.writeHead(answer.status, { 'content-type': type, ...answer.headers });
    response.end(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
  }

  private async api(request: IncomingMessage, response: ServerResponse, url: URL, body: string): Promise<Answer | undefined> {
    const method = request.method!;
    const [, , , area, ...rest] = url.pathname.split('/');
    const candidate = area === 'candidate';
    if (request.headers.authorization !== `Bearer ${candidate ? TOKEN : KEY}`) return problem(401, 'UNAUTHENTICATED', 'The key or link is not valid.');
    const last = request.headers['last-event-id'] as string | undefined;
    if (area === 'cluster') return { status: 200, json: CLUSTER };
    if (area === 'system') return { status: 200, json: SYSTEM };
    if (area === 'events') return void this.events.open(response, { live: false }, last);
    if (candidate) return this.candidate(method, rest, url, body, response, last);
    const json = body ? JSON.parse(body) : {};
    if (rest.length === 0) return { status: 200, json: { interviews: this.list(url) } };
    if (rest[0] === 'start') return this.startInterview(json);
    if (rest[0] === 'search') return { status: 200, json: { hits: hits(), pending_turns: 2 } };
    if (rest[0] === 'cancel') return this.change(rest[1]!, { state: 'cancelled', end_reason: json.reason });
    const found = this.interviews.get(rest[0]!);
    if (!found) return problem(404, 'NOT_FOUND', 'There is no such interview.');
    if (method === 'DELETE') {
      this.interviews.delete(found.interview_id);
      return { status: 204 };
    }
    switch (rest[1]) {
      case undefined:
        return { status: 200, json: found };
      case 'transcript':
        return { status: 200, json: { interview_id: found.interview_id, turns: turns() } };
      case 'evaluation':
        if (found.evaluation_ready) return { status: 200, json: evaluation(found.interview_id) };
        return found.state === 'cancelled'
          ? problem(409, 'INVALID_STATE', 'The interview was cancelled, so there will be no evaluation.')
          : problem(404, 'EVALUATION_PENDING', 'The evaluation is not written yet; ask again in a few seconds.');
      case 'decision':
        return this.change(found.interview_id, { decision: { ...json, decided_at: new Date().toISOString() } });
      case 'events':
        return void this.events.open(response, { subject: found.interview_id, live: true }, last);
    }
    return problem(404, 'NOT_FOUND', 'There is no such thing.');
  }

  private async candidate(method: string, rest: string[], url: URL, body: string, response: ServerResponse, last?: string): Promise<Answer | undefined> {
    const found = this.interviews.get(rest[0]!);
    if (!found) return problem(404, 'NOT_FOUND', 'There is no such interview.');
    switch (rest[1]) {
      case undefined:
        return { status: 200, json: { ...candidateView(found), ...this.transport(found.consent !== undefined) } };
      case 'consent': {
        const { version, sha256 } = JSON.parse(body);
        const consent = { version, sha256, accepted_at: new Date().toISOString() };
        this.add({ ...found, consent });
        return { status: 200, json: consent };
      }
      case 'join': {
        this.add({ ...found, state: 'in_progress' });
        const again: string | undefined = body ? JSON.parse(body).session_id : undefined;
        // As the server's: who comes back by itself keeps the session, unless another browser came since.
        if (again && this.current && again !== this.current) return problem(409, 'SESSION_TAKEN_OVER', 'The interview goes on in another window.');
        this.current = again ?? `00000000-0000-4000-8000-${String(++this.sessions).padStart(12, '0')}`;
        return { status: 200, json: { session_id: this.current, ...this.transport(true) } };
      }
      case 'media':
        return this.media(method, rest, url, body);
      case 'messages':
        return { status: 202 };
      case 'presence':
      case 'leave':
        return { status: 204 };
      case 'events':
        return void this.events.open(response, { subject: found.interview_id, live: true, types: ['turn.saved', 'interview.state_changed'] }, last);
    }
    return problem(404, 'NOT_FOUND', 'There is no such thing.');
  }

  private transport(ticket: boolean) {
    return { transport: this.liveKit ? 'livekit' : 'direct', livekit: ticket ? this.liveKit?.() : undefined };
  }

  /** The real server's, from its `SecurityHeaders`. */
  private policy(): string {
    const url = this.liveKit?.().url;
    return url ? POLICY.replace("connect-src 'self'", `connect-src 'self' ${url} ${url.replace('ws', 'http')}`) : POLICY;
  }

  private async media(method: string, rest: string[], url: URL, body: string): Promise<Answer> {
    if (method === 'DELETE') return { status: 204 };
    const resource = rest[3] ?? `r${this.requests.length}`;
    if (!this.onOffer) return problem(503, 'UNAVAILABLE', 'No media here.');
    const text = await this.onOffer(rest[2]!, resource, body);
    const location = `/api/v1/candidate/${rest[0]}/media/${rest[2]}/${resource}${url.search}`;
    return { status: method === 'POST' ? 201 : 200, text, type: 'application/sdp', headers: { location } };
  }

  private list(url: URL) {
    const state = url.searchParams.get('state');
    return [...this.interviews.values()]
      .filter((one) => !state || one.state === state)
      .sort((a, b) => b.created_at.localeCompare(a.created_at))
      .map((one) => ({ ...one, candidate_name: one.candidate.name, candidate_id: one.candidate.candidate_id, job_title: one.job.title, job_id: one.job.job_id, company: one.job.company, decision: one.decision?.outcome }));
  }

  private startInterview(request: { candidate: Interview['candidate']; job: Interview['job'] }): Answer {
    if (request.candidate.name === 'Nobody') {
      return { status: 400, json: { status: 400, code: 'INVALID_REQUEST', detail: '1 field is not acceptable; mend it and send the request again.', errors: [{ field: 'candidate.name', message: 'must be the name of a person' }] } };
    }
    return { status: 201, json: { interview_id: SCHEDULED, state: 'scheduled', candidate_url: `https://interviews.example.com/i/${SCHEDULED}#${TOKEN}`, link_expires_at: '2026-11-26T10:00:00Z', room_name: 'interview-1', created_at: new Date().toISOString() } };
  }

  private change(id: string, part: Partial<Interview>): Answer {
    const next = { ...this.interviews.get(id)!, ...part };
    this.add(next);
    return { status: 200, json: next };
  }

  private async file(path: string, response: ServerResponse): Promise<void> {
    if (path === '/') return void response.writeHead(302, { location: '/console/' }).end();
    // An empty page of the same origin, for the tests' agent.
    if (path === '/agent') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Agent</title>');
    const name = path.startsWith('/i/') ? 'candidate/index.html' : path === '/console/' ? 'console/index.html' : path;
    try {
      const content = await readFile(join(DIST, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-security-policy': this.policy(), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
}

function problem(status: number, code: string, detail: string, headers?: Record<string, string>): Answer {
  return { status, json: { type: 'about:blank', title: code, status, code, detail }, headers };
}

function candidateView(found: Interview) {
  return {
    interview_id: found.interview_id,
    state: found.state,
    candidate_name: found.candidate.name,
    job_title: found.job.title,
    company: found.job.company,
    started_at: found.started_at,
    question_count: found.question_count,
    max_duration_seconds: found.max_duration_seconds,
    consent: { version: '2026-11', text: CONSENT, sha256: createHash('sha256').update(CONSENT).digest('hex'), accepted_at: found.consent?.accepted_at },
    ice_servers: [],
    demo_hint: 'This is a demonstration: the interviewer runs on this machine.',
  };
}

function hits() {
  const all = turns();
  return [4, 6, 10].map((no, index) => ({
    score: 0.87 - index * 0.04,
    interview_id: EVALUATED,
    candidate_name: 'Ada Lovelace',
    job_title: 'Backend Engineer',
    turn: all[no - 1],
    question: 'Tell me about an incident in production that you resolved.',
    context: [all[no - 2], all[no]],
  }));
}
