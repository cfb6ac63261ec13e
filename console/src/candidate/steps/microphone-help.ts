import { type TemplateResult, html, nothing } from 'lit-html';
import { icon } from '../../ui/icons';
import type { MicrophoneState, MicrophoneStatus } from '../state';

interface Help {
  title: string;
  steps: string[];
}

const HELP: Partial<Record<MicrophoneStatus | 'silent', Help>> = {
  refused: {
    title: 'The microphone is blocked for this page.',
    steps: [
      'Click the microphone or lock symbol beside the address of this page.',
      'Set “Microphone” to “Allow”, then press “Try again”. Some browsers want the page reloaded first.',
      'Still blocked? Look in your computer’s privacy settings whether the browser may use the microphone.',
    ],
  },
  none: {
    title: 'No microphone was found.',
    steps: ['Plug one in, or switch your headset on and connect it.', 'Then press “Try again”.'],
  },
  in_use: {
    title: 'Another program is using the microphone.',
    steps: ['Close other calls and recorders, in other tabs too.', 'Then press “Try again”.'],
  },
  insecure: {
    title: 'This browser does not offer its microphone here.',
    steps: [
      'Check that the address begins with https://, or ask for a new link.',
      'Or open the link in a current version of Chrome, Edge, Firefox or Safari.',
    ],
  },
  failed: {
    title: 'The microphone could not be opened.',
    steps: ['Press “Try again”.', 'If that does not help, restart the browser and open your link again.'],
  },
  silent: {
    title: 'We do not hear anything yet.',
    steps: [
      'Choose another microphone in the list above.',
      'Check the mute switch of your headset, and the input volume in your computer’s sound settings.',
    ],
  },
};

/** How to mend what the check found; nothing when all is well. */
export function help(mic: MicrophoneState): TemplateResult | typeof nothing {
  const found = HELP[mic.status === 'ready' && mic.silent ? 'silent' : mic.status];
  if (!found) return nothing;
  return html`<div class="notice warn" data-testid="microphone-help" data-kind=${mic.silent ? 'silent' : mic.status}>
    ${icon('warning')}
    <div>
      <p><strong>${found.title}</strong></p>
      <ol>
        ${found.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <p>You can also go on without a microphone and type your answers.</p>
    </div>
  </div>`;
}
