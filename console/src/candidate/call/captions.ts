import { type TemplateResult, html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { type Line, linesOf } from '../../live/conversation';
import type { Controller } from '../controller';
import type { CandidateState } from '../state';

/**
 * What both say, as it comes. Not a live region itself: interim words change several times a second, and the
 * announcer reads finished sentences to who needs them read.
 */
export function captions(state: CandidateState, controller: Controller): TemplateResult {
  const lines = linesOf(state.call.conversation);
  return html`
    <div class="captions" data-testid="captions" tabindex="0" role="group" aria-label="Captions" @scroll=${onScroll}>
      ${lines.length === 0 ? html`<p class="muted empty">What is said appears here as text.</p>` : nothing}
      ${repeat(
        lines,
        (line) => line.key,
        (line) => caption(line, controller),
      )}
    </div>
  `;
}

function caption(line: Line, controller: Controller): TemplateResult {
  const who = line.speaker === 'agent' ? 'Interviewer' : 'You';
  return html`<div class="caption ${line.speaker} ${line.state}" data-testid="caption" data-speaker=${line.speaker} data-state=${line.state}>
    <p class="who">${who}${status(line)}</p>
    <p class="said">${line.text}</p>
    ${line.state === 'failed' && line.messageId
      ? html`<p class="failed-note">
          Not sent.
          <button class="button small" data-testid="send-again" @click=${() => controller.room.sendAgain(line.messageId!)}>
            Send again
          </button>
        </p>`
      : nothing}
  </div>`;
}

function status(line: Line): string {
  if (line.state === 'sending') return ' · sending…';
  if (line.turn?.interrupted) return ' · interrupted';
  return '';
}

let follows = true;

/** A reader who scrolled up is left in peace; one at the end stays at the end. */
function onScroll(event: Event): void {
  const box = event.currentTarget as HTMLElement;
  follows = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
}

/** Call after each rendering. */
export function followCaptions(): void {
  const box = document.querySelector<HTMLElement>('.captions');
  if (box && follows) box.scrollTop = box.scrollHeight;
}
