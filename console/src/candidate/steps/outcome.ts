import { type TemplateResult, html } from 'lit-html';
import { icon } from '../../ui/icons';
import type { Controller } from '../controller';
import type { CandidateState, ProblemKind } from '../state';
import { farewell } from './farewell';
import { NO_CONVERSATION, linesOf } from '../../live/conversation';
import { frame } from './frame';

export function loading(state: CandidateState): TemplateResult {
  const text = state.phase === 'joining' ? 'The interviewer is coming…' : 'One moment…';
  return frame(
    state,
    html`<div class="waiting" role="status"><span class="spinner" aria-hidden="true"></span><h1 tabindex="-1">${text}</h1></div>`,
  );
}

export function busy(state: CandidateState, controller: Controller, now: number): TemplateResult {
  const place = state.queuePosition;
  const seconds = Math.max(0, Math.ceil(((state.retryAt ?? now) - now) / 1000));
  return frame(
    state,
    html`
      <h1 tabindex="-1">All interviewers are busy right now</h1>
      <p>
        Please keep this page open: it asks again by itself and starts as soon as one is free. Your link stays valid, so
        you can also come back later.
      </p>
      ${place
        ? html`<p class="countdown" data-testid="queue-position" role="status">
            ${place === 1 ? html`You are <strong>next</strong>.` : html`Your place in the queue: <strong>${place}</strong>`}
          </p>`
        : html`<p class="countdown" data-testid="retry-countdown">Next try in <strong>${seconds}</strong> s</p>
            <div class="row end">
              <button class="button primary" data-testid="retry" @click=${() => controller.askForRoom()}>Try now</button>
            </div>`}
    `,
  );
}

export function goodbye(state: CandidateState): TemplateResult {
  const spoke = linesOf(state.call.conversation).some(
    (line) => line.speaker === 'candidate' && line.state !== 'failed',
  );
  const { title, text, evaluated } = farewell(state.endReason, spoke);
  return frame(
    state,
    html`
      ${evaluated ? html`<div class="goodbye-mark" aria-hidden="true">${icon('check')}</div>` : ''}
      <h1 tabindex="-1">${title}</h1>
      <p>${text}</p>
      ${evaluated
        ? html`
          <h2>What happens next</h2>
          <ol class="next">
            <li>Everything you said is saved as a transcript.</li>
            <li>A first evaluation is drafted from the transcript. It quotes your own words as evidence.</li>
            <li>
              ${state.details?.company ? `Somebody at ${state.details.company}` : 'A recruiter'} reads both, decides, and gets
              in touch with you. No decision is made by the AI.
            </li>
          </ol>
          `
        : ''}
      <p class="muted">Your microphone is off. You can close this page now.</p>
    `,
  );
}

interface ProblemText {
  title: string;
  text: string;
  action?: { label: string; run: (controller: Controller) => void };
}

const PROBLEMS: Record<ProblemKind, ProblemText> = {
  invalid_link: {
    title: 'This link does not work',
    text: 'It may be incomplete. Copy the whole link from your invitation, up to its last character, or ask for a new one.',
  },
  expired: {
    title: 'This link has expired',
    text: 'Please ask the recruiter for a new one. Nothing was captured.',
  },
  erased: {
    title: 'This interview was erased',
    text: 'Its data was deleted on request. If you did not expect that, ask the recruiter.',
  },
  over: {
    title: 'This interview is over',
    text: 'It has ended and cannot be continued. Anything you said in it is kept, and the recruiter will be in touch.',
  },
  taken_over: {
    title: 'The interview goes on in another window',
    text: 'It was opened in another tab or browser, and goes on there. This page no longer listens.',
    action: { label: 'Continue here instead', run: (controller) => void controller.join() },
  },
  unreachable: {
    title: 'The interview server cannot be reached',
    text: 'Check your network connection. Nothing that you have said is lost.',
    action: { label: 'Try again', run: (controller) => void controller.load() },
  },
  failed: {
    title: 'Something went wrong',
    text: 'Reload this page and try again. If it happens again, tell the recruiter.',
    action: { label: 'Try again', run: (controller) => void controller.load() },
  },
};

/** For one that ended before it began, as far as this page knows: there is nothing to be kept. */
const OVER_UNBEGUN: ProblemText = {
  title: PROBLEMS.over.title,
  text: 'It was closed and cannot be started any more. If you did not expect that, ask the recruiter who sent you the link.',
};

function hasBegun(state: CandidateState): boolean {
  return state.details?.started_at !== undefined || state.call.conversation !== NO_CONVERSATION;
}

export function problem(state: CandidateState, controller: Controller): TemplateResult {
  const kind = state.problem?.kind ?? 'failed';
  const { title, text, action } = kind === 'over' && !hasBegun(state) ? OVER_UNBEGUN : PROBLEMS[kind];
  return frame(
    state,
    html`
      <h1 tabindex="-1" data-testid="problem" data-kind=${kind}>${title}</h1>
      <p>${text}</p>
      ${action
        ? html`<div class="row end">
            <button class="button primary" data-testid="problem-action" @click=${() => action.run(controller)}>
              ${action.label}
            </button>
          </div>`
        : ''}
    `,
  );
}
