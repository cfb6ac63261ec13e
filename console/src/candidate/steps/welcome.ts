import { type TemplateResult, html } from 'lit-html';
import { plural } from '../../format/time';
import { icon } from '../../ui/icons';
import type { Controller } from '../controller';
import type { CandidateState } from '../state';
import { frame, jobLine } from './frame';

export function welcome(state: CandidateState, controller: Controller): TemplateResult {
  const details = state.details!;
  const started = details.state !== 'scheduled';
  const minutes = Math.round(details.max_duration_seconds / 60);
  return frame(
    state,
    html`
      <h1 tabindex="-1">
        ${started ? `Welcome back, ${details.candidate_name}` : `Hello ${details.candidate_name}, welcome to your interview`}
      </h1>
      <p class="lead">${jobLine(state)}</p>
      ${started ? html`<p>Your interview has begun already. It goes on where you left it.</p>` : ''}
      <ul class="facts">
        <li>
          ${icon('robot')}
          <div>
            <h2>Your interviewer is an AI</h2>
            <p>
              You talk with a computer voice, not with a person. It asks, listens and follows up, and it waits while you
              think.
            </p>
          </div>
        </li>
        <li>
          ${icon('clock')}
          <div>
            <h2>${plural(details.question_count, 'question')}, ${plural(minutes, 'minute')} at most</h2>
            <p>You may ask it to repeat a question, skip one, or stop at any time.</p>
          </div>
        </li>
        <li>
          ${icon('document')}
          <div>
            <h2>What you say becomes a transcript</h2>
            <p>
              A first evaluation is drafted from it automatically. It is advice only: a person reads it and decides. The
              next page has the full notice, and nothing is captured before you accept it.
            </p>
          </div>
        </li>
        <li>
          ${icon('mic')}
          <div>
            <h2>Speak or type</h2>
            <p>A quiet place and headphones help. If you cannot or would rather not speak, you can type your answers.</p>
          </div>
        </li>
      </ul>
      <div class="row end">
        <button class="button primary" data-testid="continue" @click=${() => controller.next()}>Continue</button>
      </div>
    `,
  );
}
