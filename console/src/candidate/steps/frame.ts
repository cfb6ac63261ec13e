import { type TemplateResult, html, nothing } from 'lit-html';
import type { CandidateState } from '../state';

const STEPS = [
  { phase: 'welcome', name: 'Welcome' },
  { phase: 'consent', name: 'Consent' },
  { phase: 'microphone', name: 'Microphone' },
] as const;

/** The head that every page but the call has: whose interview this is, and how far the preparation is. */
export function frame(state: CandidateState, body: TemplateResult): TemplateResult {
  const at = STEPS.findIndex((step) => step.phase === state.phase);
  return html`
    <header class="top">
      <span class="mark" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
      <p class="top-title">${state.details ? jobLine(state) : 'Interview'}</p>
    </header>
    <main class="page">
      ${at < 0
        ? nothing
        : html`<ol class="steps" aria-label="Preparation">
            ${STEPS.map(
              (step, index) =>
                html`<li aria-current=${index === at ? 'step' : nothing} class=${index < at ? 'done' : ''}>
                  <span>${step.name}</span>
                </li>`,
            )}
          </ol>`}
      <div class="card page-card" data-testid=${`step-${state.phase}`}>${body}</div>
      ${state.details?.demo_hint && at >= 0
        ? html`<p class="demo-hint muted small" data-testid="demo-hint">${state.details.demo_hint}</p>`
        : nothing}
    </main>
  `;
}

export function jobLine({ details }: CandidateState): string {
  if (!details) return '';
  return details.company ? `${details.job_title} at ${details.company}` : details.job_title;
}

export function notice(state: CandidateState): TemplateResult | typeof nothing {
  return state.notice ? html`<p class="notice warn" role="alert" data-testid="notice">${state.notice}</p>` : nothing;
}
