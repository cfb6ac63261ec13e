import { type TemplateResult, html, nothing } from 'lit-html';
import type { Decision, Interview } from '../../api/types';
import { clock, dateTime, secondsBetween } from '../../format/time';
import { icon } from '../../ui/icons';
import { copyField } from '../copy';
import { isLive, isOpen, stateBadge } from '../states';
import { about } from './about';
import { actionsBar, dialogs } from './actions';
import { decisionCard } from './decision';
import type { Format } from './download';
import { evaluationCard } from './evaluation';
import type { InterviewModel } from './page';
import { timeline } from './timeline';
import { pointAtIncident, transcript } from './transcript';

export interface InterviewActions {
  showTurn: (turnNo: number, quote?: string) => void;
  download: (format: Format) => void;
  cancel: (reason: string) => void;
  erase: () => void;
  decide: (decision: Omit<Decision, 'decided_at'>) => void;
  announce: (text: string) => void;
}

export function interviewView(model: InterviewModel, actions: InterviewActions): TemplateResult {
  const { interview } = model;
  if (!interview) return missing(model);
  const ended = !isOpen(interview.state);
  return html`
    <a class="back" href="#/interviews">${icon('back')} Interviews</a>
    <div class="page-head">
      <div>
        <h1 tabindex="-1">${interview.candidate.name}</h1>
        <p class="muted">${interview.job.title}${interview.job.company ? ` at ${interview.job.company}` : ''}</p>
      </div>
      ${stateBadge(interview.state)} ${actionsBar(model, interview, actions)}
    </div>
    ${model.actionProblem ? html`<p class="notice danger" role="alert">${icon('warning')}<span>${model.actionProblem}</span></p>` : nothing}
    ${facts(model, interview)}
    ${interview.candidate_url && interview.state === 'scheduled'
      ? html`<section class="card">${copyField('Link for the candidate', interview.candidate_url, actions.announce)}</section>`
      : nothing}
    <div class="interview-columns">
      <section class="card transcript-card" aria-labelledby="transcript-title">
        <div class="section-head">
          <h2 id="transcript-title">Transcript</h2>
          ${isLive(interview.state) ? liveStatus(model) : nothing}
        </div>
        ${timeline(
          model.conversation.turns,
          model.incidents,
          model.shownTurn?.turnNo,
          (turnNo) => actions.showTurn(turnNo),
          pointAtIncident,
        )}
        ${transcript(model)}
      </section>
      ${ended ? evaluationCard(model, actions) : nothing}
      <div class="rest">${ended ? decisionCard(model, interview, actions) : nothing} ${about(interview)}</div>
    </div>
    ${dialogs(interview, actions)}
  `;
}

function missing(model: InterviewModel): TemplateResult {
  if (!model.problem) {
    return html`<h1 class="visually-hidden" tabindex="-1">Interview</h1>
      <p class="waiting" role="status"><span class="spinner" aria-hidden="true"></span> Loading…</p>`;
  }
  return html`<a class="back" href="#/interviews">${icon('back')} Interviews</a>
    <div class="card stack narrow" data-testid="interview-missing">
      <h1 tabindex="-1">${model.erased ? 'This interview was erased' : 'This interview cannot be shown'}</h1>
      <p>${model.erased ? 'Its transcript, evaluation and personal data are gone for good.' : model.problem}</p>
    </div>`;
}

const AGENT = {
  initializing: 'Interviewer is getting ready',
  listening: 'Candidate’s turn',
  thinking: 'Interviewer is thinking',
  speaking: 'Interviewer is speaking',
  closed: 'Conversation has ended',
};

function liveStatus(model: InterviewModel): TemplateResult {
  if (!model.live) return html`<span class="badge warn" role="status">Connecting…</span>`;
  if (model.away) return html`<span class="badge warn live" data-testid="agent-state">Candidate is away</span>`;
  return html`<span class="badge accent live" data-testid="agent-state">${model.agent ? AGENT[model.agent] : 'Live'}</span>`;
}

function facts(model: InterviewModel, interview: Interview): TemplateResult {
  const { started_at, ended_at } = interview;
  const entries: [string, string | undefined][] = [
    ['Created', dateTime(interview.created_at)],
    [started_at ? 'Began' : 'Link valid until', dateTime(started_at ?? interview.link_expires_at)],
    ['Waits for a room', interview.queue_position ? `place ${interview.queue_position} in the queue` : undefined],
    ['Duration', started_at && ended_at ? clock(secondsBetween(started_at, ended_at)) : undefined],
    ['Time left', isLive(interview.state) && model.progress ? clock(model.progress.remaining_seconds) : undefined],
    [
      'Questions',
      `${Math.max(model.progress?.question_no ?? 0, interview.question_no)} of ${interview.question_count}`,
    ],
    ['Ended because', interview.end_reason?.replaceAll('_', ' ')],
  ];
  return html`<dl class="facts-line">
    ${entries
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}
