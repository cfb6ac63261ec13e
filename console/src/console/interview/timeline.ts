import { type TemplateResult, html, nothing, svg } from 'lit-html';
import type { Turn } from '../../api/types';
import { clock } from '../../format/time';
import type { Incident } from './incidents';
import { type Span, layoutOf } from './timeline-layout';

const LANE = { agent: 20, candidate: 46 } as const;

/**
 * Who spoke when: a lane per speaker, a mark per question and per incident. One tab stop; the arrow keys go from turn to
 * turn and to the incidents between them, Enter shows what is there in the transcript.
 */
export function timeline(
  turns: readonly Turn[],
  incidents: readonly Incident[],
  shown: number | undefined,
  show: (turnNo: number) => void,
  showIncident: (id: string) => void,
): TemplateResult | typeof nothing {
  const { spans, questions, incidents: marks, seconds } = layoutOf(turns, incidents);
  if (spans.length < 2) return nothing;
  const stop = spans.some((span) => span.turn.turn_no === shown) ? shown : spans[0]!.turn.turn_no;
  return html`<figure class="timeline" data-testid="timeline">
    <div class="lanes" aria-hidden="true"><span>Interviewer</span><span>Candidate</span></div>
    <svg
      width="100%"
      height="84"
      role="group"
      aria-label=${`Timeline of who spoke when${marks.length > 0 ? ' and what went wrong' : ''}. Use the arrow keys to go through it.`}
      @keydown=${onKey}
    >
      <rect class="lane" x="0" y=${LANE.agent} width="100%" height="20" rx="4" />
      <rect class="lane" x="0" y=${LANE.candidate} width="100%" height="20" rx="4" />
      ${questions.map(
        ({ no, x }) => svg`<g aria-hidden="true">
          <line class="question-line" x1=${`${x}%`} x2=${`${x}%`} y1="16" y2="68" />
          <text class="question-no" x=${`${x}%`} y="12">${no}</text>
        </g>`,
      )}
      ${spans.map((span) => turnRect(span, span.turn.turn_no === stop, span.turn.turn_no === shown, show))}
      ${marks.map(({ incident, x }) => incidentMark(incident, x, showIncident))}
      <text class="axis" x="0" y="82" aria-hidden="true">0:00</text>
      <text class="axis end" x="100%" y="82" aria-hidden="true">${clock(seconds)}</text>
    </svg>
  </figure>`;
}

function turnRect(span: Span, stop: boolean, shown: boolean, show: (turnNo: number) => void) {
  const { turn } = span;
  const who = turn.speaker === 'agent' ? 'Interviewer' : 'Candidate';
  return svg`<rect
    class="span ${turn.speaker} ${shown ? 'shown' : ''}"
    x=${`${span.x}%`} y=${LANE[turn.speaker]} width=${`${span.width}%`} height="20" rx="3"
    role="button" tabindex=${stop ? '0' : '-1'} data-x=${span.x} data-turn=${turn.turn_no}
    @click=${() => show(turn.turn_no)}
  ><title>Turn ${turn.turn_no}, ${who}: ${turn.text.slice(0, 160)}</title></rect>`;
}

/** A triangle between the lanes, drawn in a frame of its own so that its place follows the width. */
function incidentMark(incident: Incident, x: number, show: (id: string) => void) {
  return svg`<svg x=${`${x}%`} y="33" width="1" height="1" overflow="visible"><path
    class="incident-mark" d="M0 0L9 16H-9Z" role="button" tabindex="-1" data-x=${x} data-incident=${incident.id} data-testid="incident-mark"
    @click=${() => show(incident.id)}
  ><title>Incident. ${incident.text}</title></path></svg>`;
}

/** In order of time, as they stand from left to right. */
function stopsOf(svgElement: SVGElement): SVGElement[] {
  return [...svgElement.querySelectorAll<SVGElement>('.span, .incident-mark')].sort(
    (a, b) => Number(a.dataset['x']) - Number(b.dataset['x']),
  );
}

function onKey(event: KeyboardEvent): void {
  const spans = stopsOf(event.currentTarget as SVGElement);
  const at = spans.indexOf(event.target as SVGElement);
  if (at < 0) return;
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: spans.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    const target = spans[Math.min(spans.length - 1, Math.max(0, next))]!;
    spans.forEach((span) => span.setAttribute('tabindex', span === target ? '0' : '-1'));
    target.focus();
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    spans[at]!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
}
