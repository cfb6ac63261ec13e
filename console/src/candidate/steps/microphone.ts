import { type TemplateResult, html, nothing } from 'lit-html';
import { icon } from '../../ui/icons';
import type { Controller } from '../controller';
import type { CandidateState, MicrophoneState } from '../state';
import { frame, notice } from './frame';
import { help } from './microphone-help';

export function microphone(state: CandidateState, controller: Controller): TemplateResult {
  const { microphone: mic } = state;
  const ready = mic.status === 'ready';
  return frame(
    state,
    html`
      <h1 tabindex="-1">${ready ? 'Say a few words' : 'Check your microphone'}</h1>
      ${ready ? readyBody(mic, controller) : openBody(mic)}
      <div aria-live="polite" class="stack">${help(mic)}</div>
      ${notice(state)}
      <div class="row end">
        <button class="button" data-testid="rather-type" @click=${() => controller.joinTyping()}>
          ${icon('keyboard')} I would rather type
        </button>
        ${ready
          ? html`<button class="button primary" data-testid="join" @click=${() => controller.joinSpeaking()}>
              Start the interview
            </button>`
          : html`<button
              class="button primary"
              data-testid="check-microphone"
              ?disabled=${mic.status === 'asking'}
              @click=${() => controller.checkMicrophone()}
            >
              ${icon('mic')} ${mic.status === 'idle' || mic.status === 'asking' ? 'Use my microphone' : 'Try again'}
            </button>`}
      </div>
    `,
  );
}

function openBody(mic: MicrophoneState): TemplateResult {
  return html`<p>
    ${mic.status === 'asking'
      ? 'Your browser is asking whether this page may use the microphone. Choose “Allow”.'
      : 'Your browser will ask whether this page may use the microphone. Nothing you say in this check is kept or sent.'}
  </p>`;
}

function readyBody(mic: MicrophoneState, controller: Controller): TemplateResult {
  return html`
    <div class="mic-check">
      <div
        class="meter"
        data-meter="microphone"
        data-testid="level-meter"
        role="img"
        aria-label="Loudness of your microphone"
      ></div>
      <p class="mic-verdict" role="status" data-testid="microphone-verdict">
        ${mic.heard ? html`<span class="ok">${icon('check')} We can hear you.</span>` : 'Listening…'}
      </p>
    </div>
    ${mic.devices.length > 0
      ? html`<div class="field">
          <label for="device">Microphone</label>
          <select
            id="device"
            data-testid="device"
            @change=${(event: Event) => controller.checkMicrophone((event.target as HTMLSelectElement).value)}
          >
            ${mic.devices.map(
              (device) => html`<option value=${device.id} ?selected=${device.id === mic.deviceId}>${device.label}</option>`,
            )}
          </select>
        </div>`
      : nothing}
    <p class="muted small">The interviewer greets you as soon as you start. You can switch to typing at any time.</p>
  `;
}
