import { ApiProblem } from '../../api/problem';
import { RecruiterApi } from '../../api/recruiter';
import type { AgentState, Decision, DurableEvent, Evaluation, IncidentData, Interview, ProgressUpdate, Turn } from '../../api/types';
import { type Conversation, NO_CONVERSATION, withCaption, withTurn } from '../../live/conversation';
import { EventStream } from '../../live/event-stream';
import type { SseEvent } from '../../live/sse-parser';
import type { Context, Page } from '../page';
import { isLive, isOpen } from '../states';
import { download } from './download';
import { type Incident, incidentOf, withIncident } from './incidents';
import { followTranscript, pointAt, resetFollowing } from './transcript';
import { interviewView } from './view';

export interface InterviewModel {
  id: string;
  interview?: Interview;
  evaluation?: Evaluation;
  /** The server's sentence on why there will be none. */
  noEvaluation?: string;
  conversation: Conversation;
  incidents: readonly Incident[];
  agent?: AgentState;
  progress?: ProgressUpdate;
  away: boolean;
  live: boolean;
  problem?: string;
  erased: boolean;
  /** The turn to point at, with the words to mark in it. */
  shownTurn?: { turnNo: number; quote?: string };
  working: boolean;
  actionProblem?: string;
}

const RELOAD_MS = 250;
const QUEUE_MS = 3_000;

export function interviewPage(context: Context, id: string, turn?: number): Page {
  const { api, signal } = context;
  const model: InterviewModel = {
    id,
    conversation: NO_CONVERSATION,
    incidents: [],
    away: false,
    live: false,
    erased: false,
    working: false,
    shownTurn: turn ? { turnNo: turn } : undefined,
  };
  let stream: EventStream | undefined;
  let reload: ReturnType<typeof setTimeout> | undefined;
  let scrollTo = model.shownTurn;

  async function load(): Promise<void> {
    try {
      model.interview = await api.find(id, signal);
      model.problem = undefined;
      const { state, evaluation_ready, queue_position } = model.interview;
      clearTimeout(reload);
      // No event tells of a place in the queue.
      if (queue_position) reload = setTimeout(() => void load(), QUEUE_MS);
      if (!isOpen(state) && !model.evaluation && (evaluation_ready || !model.noEvaluation)) await loadEvaluation();
      // An ended one is followed too: incidents are in its events only, and evaluation and decision come after the end.
      if (!stream) follow();
      if (!isOpen(state) && model.conversation.turns.length === 0) {
        for (const said of (await api.transcript(id, signal)).turns) add(said);
      }
    } catch (fault) {
      if (signal.aborted) return;
      model.erased = fault instanceof ApiProblem && fault.code === 'ERASED';
      model.problem = context.explain(fault);
    }
    context.refresh();
  }

  /** Asked for after every end, until there is one or a final no: which ends have none, and why, is the server's to say. */
  async function loadEvaluation(): Promise<void> {
    try {
      model.evaluation = await api.evaluation(id, signal);
    } catch (fault) {
      const code = fault instanceof ApiProblem ? fault.code : '';
      if (code !== 'INVALID_STATE' && code !== 'EVALUATION_PENDING') throw fault;
      model.noEvaluation = code === 'INVALID_STATE' ? context.explain(fault) : undefined;
    }
  }

  function add(turn: Turn): void {
    model.conversation = withTurn(model.conversation, turn);
  }

  function follow(): void {
    stream = new EventStream({
      path: RecruiterApi.eventsPath(id),
      authorization: api.http.authorization,
      onState: (state) => {
        model.live = state === 'open';
        context.refresh();
      },
      onEvent: (event) => {
        take(event);
        context.refresh();
      },
    });
  }

  function take(event: SseEvent): void {
    const data = JSON.parse(event.data);
    switch (event.event) {
      case 'caption':
        model.conversation = withCaption(model.conversation, data);
        break;
      case 'turn.saved':
        add((data as DurableEvent<Turn & object>).data);
        break;
      case 'interview.incident':
        model.incidents = withIncident(model.incidents, incidentOf(data as DurableEvent<IncidentData>));
        break;
      case 'agent_state':
        model.agent = data.state;
        break;
      case 'progress':
        model.progress = data;
        break;
      case 'candidate_away':
        model.away = true;
        break;
      case 'candidate_back':
        model.away = false;
        break;
      default:
        // What else happened is in the interview itself.
        clearTimeout(reload);
        reload = setTimeout(() => void load(), RELOAD_MS);
    }
  }

  /** Runs what a recruiter asked for, then reads the interview again. */
  async function act(action: () => Promise<void>, done: string): Promise<void> {
    model.working = true;
    model.actionProblem = undefined;
    context.refresh();
    try {
      await action();
      context.announce(done);
      await load();
    } catch (fault) {
      model.actionProblem = context.explain(fault);
    }
    model.working = false;
    context.refresh();
  }

  signal.addEventListener('abort', () => {
    stream?.close();
    clearTimeout(reload);
  });
  resetFollowing();
  void load();

  return {
    title: 'Interview',
    view: () =>
      interviewView(model, {
        showTurn: (turnNo, quote) => {
          model.shownTurn = { turnNo, quote };
          scrollTo = model.shownTurn;
          context.refresh();
        },
        download: (format) => void act(() => download(api, id, format), 'Downloaded.'),
        cancel: (reason) => void act(() => api.cancel(id, reason), 'Cancelled.'),
        erase: () =>
          void act(async () => {
            await api.erase(id);
            location.hash = '#/interviews';
          }, 'Erased.'),
        decide: (decision: Omit<Decision, 'decided_at'>) => void act(() => api.decide(id, decision), 'Decision recorded.'),
        announce: context.announce,
      }),
    shown: () => {
      if (scrollTo) {
        if (pointAt(scrollTo.turnNo)) scrollTo = undefined;
      } else if (model.interview && isLive(model.interview.state)) {
        followTranscript();
      }
    },
  };
}
