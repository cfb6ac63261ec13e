import { type TemplateResult, html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Turn } from '../../api/types';
import { clock, secondsBetween } from '../../format/time';
import { icon } from '../../ui/icons';
import { type Line, linesOf } from '../../live/conversation';
import { isOpen } from '../states';
import { type Incident, entriesOf } from './incidents';
import { cutAtQuote } from './marks';
import type { InterviewModel } from './page';

const KINDS: Partial<Record<Turn['kind'], string>> = {
  follow_up: 'follow-up',
  repeat: 'repeated',
  nudge: 'nudge',
  skip: 'skipped',
  request: 'request',
};

/** Everything said so far, with what is being said at the end. */
export function transcript(model: InterviewModel): TemplateResult {
  const entries = entriesOf(linesOf(model.conversation), model.incidents);
  if (entries.length === 0) {
    const over = model.interview && !isOpen(model.interview.state);
    return html`<p class="muted" data-testid="no-turns">${over ? 'Nothing was said.' : 'Nothing has been said yet.'}</p>`;
  }
  const begin = model.conversation.turns[0]?.started_at;
  return html`<ol class="turns" data-testid="turns" tabindex="0" aria-label="Turns" @scroll=${onScroll}>
    ${repeat(
      entries,
      (entry) => entry.key,
      (entry) =>
        entry.line
          ? html`${heading(entry.line, entry.before)} ${turnLine(entry.line, begin, model)}`
          : incidentLine(entry.incident, begin),
    )}
  </ol>`;
}

/** Where a new question begins. */
function heading(line: Line, before: Line | undefined): TemplateResult | typeof nothing {
  const question = line.turn?.question_no;
  if (!question || question === before?.turn?.question_no) return nothing;
  return html`<li class="question-mark"><h3>Question ${question}</h3></li>`;
}

function turnLine(line: Line, begin: string | undefined, model: InterviewModel): TemplateResult {
  const { turn } = line;
  const shown = turn !== undefined && model.shownTurn?.turnNo === turn.turn_no;
  const text = cutAtQuote(line.text, shown ? model.shownTurn?.quote : undefined);
  return html`<li
    id=${turn ? `turn-${turn.turn_no}` : nothing}
    class="turn ${line.speaker} ${line.state} ${shown ? 'shown' : ''}"
    tabindex="-1"
    data-testid="turn"
    data-turn=${turn?.turn_no ?? nothing}
  >
    <p class="turn-head">
      <span class="who">${line.speaker === 'agent' ? 'Interviewer' : 'Candidate'}</span>
      ${turn && begin ? html`<span class="at">${clock(secondsBetween(begin, turn.started_at))}</span>` : html`<span class="at">now</span>`}
      ${turn ? tags(turn) : nothing}
    </p>
    <p class="said">${text.before}${text.quote ? html`<mark>${text.quote}</mark>` : nothing}${text.after}${line.state === 'interim' ? ' …' : ''}</p>
  </li>`;
}

/** A calm note between the turns. */
function incidentLine({ id, time, text }: Incident, begin: string | undefined): TemplateResult {
  return html`<li id=${incidentId(id)} class="incident small" tabindex="-1" data-testid="incident">
    ${icon('warning')}
    <p><span class="visually-hidden">Incident. </span>${text}</p>
    ${begin ? html`<span class="at">${clock(secondsBetween(begin, time))}</span>` : nothing}
  </li>`;
}

function incidentId(id: string): string {
  return `incident-${id}`;
}

function tags(turn: Turn): TemplateResult {
  const words = [KINDS[turn.kind], turn.typed ? 'typed' : undefined, turn.interrupted ? 'interrupted' : undefined];
  return html`${words.filter((word) => word !== undefined).map((word) => html`<span class="tag">${word}</span>`)}`;
}

let follows = true;

/** For a newly opened interview. */
export function resetFollowing(): void {
  follows = true;
}

function onScroll(event: Event): void {
  const list = event.currentTarget as HTMLElement;
  follows = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
}

/** Keeps the newest words in sight, unless the reader scrolled up. Call it after each rendering of a live interview. */
export function followTranscript(): void {
  const list = document.querySelector<HTMLElement>('.turns');
  if (list && follows) list.scrollTop = list.scrollHeight;
}

/** Brings a turn into sight; false when it is not on the page (yet). */
export function pointAt(turnNo: number): boolean {
  return bringIntoSight(`turn-${turnNo}`);
}

export function pointAtIncident(id: string): boolean {
  return bringIntoSight(incidentId(id));
}

function bringIntoSight(id: string): boolean {
  const turn = document.getElementById(id);
  const list = turn?.closest<HTMLElement>('.turns');
  if (!turn || !list) return false;
  follows = false;
  // On wide windows the list scrolls by itself, and the page must stay where the reader clicked.
  if (list.scrollHeight > list.clientHeight) {
    list.scrollTo({ top: turn.offsetTop - list.offsetTop - (list.clientHeight - turn.offsetHeight) / 2 });
    turn.scrollIntoView({ block: 'nearest' });
  } else {
    turn.scrollIntoView({ block: 'center' });
  }
  turn.focus({ preventScroll: true });
  return true;
}
