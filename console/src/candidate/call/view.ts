import { type TemplateResult, html, nothing } from 'lit-html';
import { clock, spokenDuration } from '../../format/time';
import { icon } from '../../ui/icons';
import type { Controller } from '../controller';
import { type CandidateState, type Floor, floorOf, remainingSeconds } from '../state';
import { jobLine, notice } from '../steps/frame';
import { captions } from './captions';
import { composer } from './composer';
import { leaveDialog, openLeaveDialog } from './leave-dialog';

const FLOORS: Record<Floor, { title: string; text: string; speaking?: string }> = {
  connecting: { title: 'Connecting…', text: 'The interviewer will greet you in a moment.' },
  reconnecting: {
    title: 'Reconnecting…',
    text: 'The interviewer waits for you and nothing is lost. Please keep this page open.',
  },
  agent: { title: 'The interviewer is speaking', text: 'You may interrupt by speaking.' },
  thinking: { title: 'The interviewer is thinking', text: 'One moment.' },
  you: { title: 'Your turn', text: 'Take your time. Pauses are fine.' },
  muted: { title: 'Your turn, but you are muted', text: 'Unmute to answer.' },
  closing: { title: 'Saying goodbye…', text: 'The interview is ending.' },
};

export function call(state: CandidateState, controller: Controller, now: number): TemplateResult {
  const floor = floorOf(state);
  return html`
    <header class="top">
      <span class="mark" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
      <p class="top-title">${jobLine(state)}</p>
      ${figures(state, now)}
    </header>
    <main class="call" data-testid="step-call">
      <h1 class="visually-hidden" tabindex="-1">Interview</h1>
      <section class="stage" aria-label="Interviewer">
        ${stage(state, floor)} ${soundBlocked(state, controller)} ${notice(state)} ${controls(state, controller, floor)}
        <p class="hint muted small">
          You can ${state.mode === 'voice' ? 'say' : 'write'}: “repeat that”, “skip this”, “give me a moment”.
        </p>
      </section>
      <section class="words" aria-label="What is said">
        ${captions(state, controller)} ${state.mode === 'text' ? composer(state, controller) : nothing}
      </section>
    </main>
    ${leaveDialog(controller)}
  `;
}

function figures(state: CandidateState, now: number): TemplateResult {
  const { progress } = state.call;
  const seconds = remainingSeconds(state.call, now);
  const count = progress?.question_count ?? state.details?.question_count ?? 0;
  return html`<div class="figures">
    <span data-testid="progress">
      ${progress && progress.question_no > 0 ? `Question ${progress.question_no} of ${count}` : 'Introduction'}
    </span>
    ${seconds === undefined
      ? nothing
      : html`<span class=${seconds < 60 ? 'soon' : ''} data-testid="time-left">
          <span aria-hidden="true">${clock(seconds)} left</span>
          <span class="visually-hidden">${spokenDuration(seconds)} left</span>
        </span>`}
  </div>`;
}

function stage(state: CandidateState, floor: Floor): TemplateResult {
  const { title, text } = FLOORS[floor];
  const typing = state.mode === 'text' && floor === 'you';
  const silent = state.mode === 'text' && floor === 'agent' && state.call.voice === 'off';
  return html`
    <div class="orb" data-floor=${floor} data-meter=${floor === 'you' ? 'microphone' : 'voice'} aria-hidden="true">
      <span class="ring"></span><span class="ring two"></span><span class="core">${icon(orbIcon(state, floor))}</span>
    </div>
    <div class="floor" data-testid="floor" data-floor=${floor}>
      <p class="floor-title">${silent ? 'The interviewer is writing' : title}</p>
      <p class="muted">${typing ? 'Type your answer below. Take your time.' : silent ? '' : text}</p>
    </div>
  `;
}

function orbIcon(state: CandidateState, floor: Floor) {
  if (floor === 'muted') return 'micOff' as const;
  if (floor === 'you') return state.mode === 'text' ? ('keyboard' as const) : ('mic' as const);
  return 'robot' as const;
}

function soundBlocked(state: CandidateState, controller: Controller): TemplateResult | typeof nothing {
  if (!state.call.soundBlocked) return nothing;
  return html`<button class="button primary" data-testid="unblock-sound" @click=${() => controller.room.unblockSound()}>
    ${icon('sound')} Turn the sound on
  </button>`;
}

function controls(state: CandidateState, controller: Controller, floor: Floor): TemplateResult {
  const { muted } = state.call;
  return html`<div class="controls">
    ${floor === 'reconnecting'
      ? html`<button class="button" data-testid="retry-now" @click=${() => controller.room.retryNow()}>Try again now</button>`
      : nothing}
    ${state.mode === 'voice'
      ? html`<button
            class="button ${muted ? 'attention' : ''}"
            aria-pressed=${muted ? 'true' : 'false'}
            data-testid="mute"
            @click=${() => controller.room.setMuted(!muted)}
          >
            ${icon(muted ? 'micOff' : 'mic')} ${muted ? 'Unmute' : 'Mute'}
          </button>
          <button class="button" data-testid="to-typing" @click=${() => controller.room.toTyping()}>
            ${icon('keyboard')} Type instead
          </button>`
      : html`<button class="button" data-testid="to-speaking" @click=${() => controller.room.toSpeaking()}>
          ${icon('mic')} Speak instead
        </button>`}
    <button class="button danger" data-testid="leave" @click=${openLeaveDialog}>${icon('leave')} Leave</button>
  </div>`;
}
