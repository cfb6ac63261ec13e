import { type TemplateResult, html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { InterviewSummary } from '../../api/types';
import { ago, clock, dateTime, secondsBetween } from '../../format/time';
import { icon } from '../../ui/icons';
import { interviewHash } from '../route';
import { STATES, isLive, stateBadge } from '../states';
import type { Filters } from './list-state';
import type { ListModel } from './page';

export interface ListActions {
  filter: (part: Partial<Filters>) => void;
  more: () => void;
  again: () => void;
}

export function listView(model: ListModel, actions: ListActions): TemplateResult {
  const filtered = Object.values(model.filters).some((value) => value !== '');
  return html`
    <div class="page-head">
      <h1 tabindex="-1">Interviews</h1>
      <span class="badge ${model.live ? 'good live' : ''}" data-testid="live">${model.live ? 'Live' : 'Connecting…'}</span>
      <a class="button primary push" href="#/start">${icon('plus')} Start an interview</a>
    </div>
    ${filters(model, actions)}
    ${model.problem
      ? html`<p class="notice danger" role="alert">
          ${icon('warning')}<span>${model.problem}</span>
          <button class="button small" @click=${actions.again}>Try again</button>
        </p>`
      : nothing}
    ${model.interviews.length > 0 ? table(model.interviews) : empty(model, filtered)}
    ${model.cursor
      ? html`<p class="more">
          <button class="button" data-testid="more" ?disabled=${model.loading} @click=${actions.more}>Show more</button>
        </p>`
      : nothing}
  `;
}

function filters(model: ListModel, actions: ListActions): TemplateResult {
  const value = (event: Event) => (event.target as HTMLInputElement).value.trim();
  return html`<form class="filters" role="search" aria-label="Filter interviews" @submit=${(event: Event) => event.preventDefault()}>
    <div class="field">
      <label for="filter-state">State</label>
      <select id="filter-state" data-testid="filter-state" @change=${(event: Event) => actions.filter({ state: value(event) })}>
        <option value="">All states</option>
        ${Object.entries(STATES).map(
          ([state, { name }]) => html`<option value=${state} ?selected=${state === model.filters.state}>${name}</option>`,
        )}
      </select>
    </div>
    <div class="field">
      <label for="filter-job">Job id</label>
      <input id="filter-job" type="search" @change=${(event: Event) => actions.filter({ job_id: value(event) })} />
    </div>
    <div class="field">
      <label for="filter-candidate">Candidate id</label>
      <input id="filter-candidate" type="search" @change=${(event: Event) => actions.filter({ candidate_id: value(event) })} />
    </div>
    <div class="field">
      <label for="filter-from">Created from</label>
      <input id="filter-from" type="date" @change=${(event: Event) => actions.filter({ from: value(event) })} />
    </div>
    <div class="field">
      <label for="filter-to">to</label>
      <input id="filter-to" type="date" @change=${(event: Event) => actions.filter({ to: value(event) })} />
    </div>
  </form>`;
}

function table(interviews: InterviewSummary[]): TemplateResult {
  return html`<div class="card table-card">
    <table class="interviews" data-testid="interviews">
      <thead>
        <tr>
          <th scope="col">Candidate</th>
          <th scope="col">Job</th>
          <th scope="col">State</th>
          <th scope="col">Progress</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(interviews, (interview) => interview.interview_id, row)}
      </tbody>
    </table>
  </div>`;
}

function row(interview: InterviewSummary): TemplateResult {
  return html`<tr data-testid="interview-row" data-id=${interview.interview_id}>
    <th scope="row">
      <a href=${interviewHash(interview.interview_id)}>${interview.candidate_name}</a>
      ${interview.candidate_id ? html`<span class="sub">${interview.candidate_id}</span>` : nothing}
    </th>
    <td>
      ${interview.job_title}
      ${interview.company ? html`<span class="sub">${interview.company}</span>` : nothing}
    </td>
    <td>
      ${stateBadge(interview.state)}
      ${interview.decision ? html`<span class="sub">Decided: ${interview.decision}</span>` : nothing}
    </td>
    <td>${progress(interview)}</td>
    <td><time datetime=${interview.created_at} title=${dateTime(interview.created_at)}>${ago(interview.created_at)}</time></td>
  </tr>`;
}

function progress(interview: InterviewSummary): TemplateResult {
  const { question_no, question_count, started_at, ended_at } = interview;
  if (!started_at && question_no === 0) return html`<span class="muted">–</span>`;
  const share = Math.min(1, question_no / Math.max(1, question_count));
  return html`<span class="progress">
    <svg class="bar ${isLive(interview.state) ? 'live' : ''}" width="100%" height="6" aria-hidden="true">
      <rect class="rail" width="100%" height="6" rx="3" />
      <rect class="fill" width=${`${share * 100}%`} height="6" rx="3" />
    </svg>
    <span class="sub">
      ${question_no} of ${question_count}${started_at && ended_at ? ` · ${clock(secondsBetween(started_at, ended_at))}` : ''}
    </span>
  </span>`;
}

function empty(model: ListModel, filtered: boolean): TemplateResult {
  if (model.loading) return html`<p class="waiting" role="status"><span class="spinner" aria-hidden="true"></span> Loading…</p>`;
  if (model.problem) return html``;
  return html`<div class="card empty-card" data-testid="empty">
    <h2>${filtered ? 'No interview fits these filters' : 'No interviews yet'}</h2>
    <p class="muted">
      ${filtered ? 'Loosen a filter to see more.' : 'Paste a job and a resume, and send the candidate a link.'}
    </p>
    ${filtered ? nothing : html`<a class="button primary" href="#/start">Start the first interview</a>`}
  </div>`;
}
