import { type TemplateResult, html } from 'lit-html';
import type { Controller } from '../controller';
import type { CandidateState } from '../state';
import { frame, notice } from './frame';

export function consent(state: CandidateState, controller: Controller): TemplateResult {
  const { version, text, sha256 } = state.details!.consent;
  const submit = (event: Event) => {
    event.preventDefault();
    void controller.accept();
  };
  return frame(
    state,
    html`
      <h1 tabindex="-1">Please read and accept</h1>
      <div class="consent-text" data-testid="consent-text" tabindex="0" role="region" aria-label="Notice on AI and recording">
        ${text.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`)}
      </div>
      <p class="muted fingerprint">
        Version ${version}. Your acceptance is stored with the time and the fingerprint of this exact text
        (<span title=${sha256}>${sha256.slice(0, 12)}…</span>).
      </p>
      <form class="stack" @submit=${submit}>
        <label class="accept">
          <input type="checkbox" name="accept" required data-testid="consent-checkbox" />
          <span>I have read this notice. I agree to be interviewed by an AI and to what is done with what I say.</span>
        </label>
        ${notice(state)}
        <div class="row end">
          <button type="button" class="button plain" @click=${() => controller.go('welcome')}>Back</button>
          <button class="button primary" data-testid="consent-accept" ?disabled=${state.working}>
            ${state.working ? 'Storing…' : 'Accept and continue'}
          </button>
        </div>
        <p class="muted small">If you do not agree, just close this page. Nothing has been captured.</p>
      </form>
    `,
  );
}
