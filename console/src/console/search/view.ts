import { type TemplateResult, html, nothing } from 'lit-html';
import type { SearchHit, Turn } from '../../api/types';
import { ago, dateTime, plural } from '../../format/time';
import { icon } from '../../ui/icons';
import { interviewHash } from '../route';
import type { SearchModel } from './page';

export function searchView(model: SearchModel, search: (form: HTMLFormElement) => void): TemplateResult {
  return html`
    <div class="page-head"><h1 tabindex="-1">Search by meaning</h1></div>
    <form
      class="search card stack"
      role="search"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        search(event.target as HTMLFormElement);
      }}
    >
      <div class="search-line">
        <label class="visually-hidden" for="query">What was said</label>
        <input
          id="query"
          name="query"
          type="search"
          required
          maxlength="2000"
          placeholder="For example: stayed calm when production was down"
          data-testid="query"
        />
        <button class="button primary" data-testid="search" ?disabled=${model.loading}>${icon('search')} Search</button>
      </div>
      <details class="narrow-down">
        <summary>Narrow down</summary>
        <div class="filters">
          <div class="field">
            <label for="speaker">Said by</label>
            <select id="speaker" name="speaker">
              <option value="">Both</option>
              <option value="candidate">Candidate</option>
              <option value="agent">Interviewer</option>
            </select>
          </div>
          <div class="field"><label for="job">Job id</label><input id="job" name="job_id" type="text" /></div>
          <div class="field"><label for="candidate">Candidate id</label><input id="candidate" name="candidate_id" type="text" /></div>
          <div class="field"><label for="from">Said from</label><input id="from" name="from" type="date" /></div>
          <div class="field"><label for="to">to</label><input id="to" name="to" type="date" /></div>
          <div class="field">
            <label for="limit">Hits at most</label>
            <select id="limit" name="limit"><option>10</option><option>25</option><option>50</option><option>100</option></select>
          </div>
        </div>
      </details>
    </form>
    ${model.problem ? html`<p class="notice danger" role="alert">${icon('warning')}<span>${model.problem}</span></p>` : nothing}
    ${results(model)}
  `;
}

function results(model: SearchModel): TemplateResult | typeof nothing {
  if (model.loading) return html`<p class="waiting" role="status"><span class="spinner" aria-hidden="true"></span> Searching…</p>`;
  if (!model.results) {
    return html`<p class="muted">Finds answers by what they mean; the words need not be the same.</p>`;
  }
  const { hits, pending_turns } = model.results;
  return html`
    <p class="muted" data-testid="hit-count">
      ${hits.length === 0 ? 'Nothing fits. Try other words, or fewer filters.' : `${plural(hits.length, 'hit')}, best first.`}
      ${pending_turns > 0 ? `${plural(pending_turns, 'new turn')} cannot be found yet.` : ''}
    </p>
    <ol class="hits">
      ${hits.map(hit)}
    </ol>
  `;
}

function hit(found: SearchHit): TemplateResult {
  const before = found.context.filter((turn) => turn.turn_no < found.turn.turn_no);
  const after = found.context.filter((turn) => turn.turn_no > found.turn.turn_no);
  return html`<li class="card hit" data-testid="hit">
    <div class="hit-head">
      <h2>
        <a href=${interviewHash(found.interview_id, found.turn.turn_no)}>${found.candidate_name}</a>
        <span class="muted">${found.job_title}</span>
      </h2>
      <span class="badge" title="Cosine similarity; higher is nearer">${found.score.toFixed(2)}</span>
    </div>
    ${found.question ? html`<p class="muted small">Question: ${found.question}</p>` : nothing}
    ${before.map(contextLine)}
    <blockquote class="hit-turn ${found.turn.speaker}">
      <span class="who">${who(found.turn)}</span>
      <p>${found.turn.text}</p>
    </blockquote>
    ${after.map(contextLine)}
    <p class="muted small"><time datetime=${found.turn.started_at} title=${dateTime(found.turn.started_at)}>${ago(found.turn.started_at)}</time></p>
  </li>`;
}

function contextLine(turn: Turn): TemplateResult {
  return html`<p class="context"><span class="who">${who(turn)}:</span> ${turn.text}</p>`;
}

function who(turn: Turn): string {
  return turn.speaker === 'agent' ? 'Interviewer' : 'Candidate';
}
