import { type TemplateResult, html, nothing, svg } from 'lit-html';
import type { Turn } from '../../api/types';
import { clock } from '../../format/time';
import { type Span, layoutOf } from './timeline-layout';

const LANE = { agent: 20, candidate: 46 } as const;

/**
 * Who spoke when: a lane per speaker, a mark per question. One tab stop; the arrow keys go from turn to turn, Enter
 * shows the turn.
 */
export function timeline(
  turns: readonly Turn[],
  shown: number | undefined,
  show: (turnNo: number) => void,
): TemplateResult | typeof nothing {
  const { spans, questions, seconds } = layoutOf(turns);
  if (spans.length < 2) return nothing;
  const stop = spans.some((span) => span.turn.turn_no === shown) ? shown : spans[0]!.turn.turn_no;
  return html`<figure class="timeline" data-testid="timeline">
    <div class="lanes" aria-hidden="true"><span>Interviewer</span><span>Candidate</span></div>
    <svg
      width="100%"
      height="84"
      role="group"
      aria-label="Timeline of who spoke when. Use the arrow keys to go through the turns."
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
    role="button" tabindex=${stop ? '0' : '-1'} data-turn=${turn.turn_no}
    @click=${() => show(turn.turn_no)}
  ><title>Turn ${turn.turn_no}, ${who}: ${turn.text.slice(0, 160)}</title></rect>`;
}

function onKey(event: KeyboardEvent): void {
  const spans = [...(event.currentTarget as SVGElement).querySelectorAll<SVGRectElement>('.span')];
  const at = spans.indexOf(event.target as SVGRectElement);
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
