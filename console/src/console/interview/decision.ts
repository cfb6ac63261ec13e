import { type TemplateResult, html } from 'lit-html';
import type { Interview, Outcome } from '../../api/types';
import { dateTime } from '../../format/time';
import type { InterviewModel } from './page';
import type { InterviewActions } from './view';

const OUTCOMES: Record<Outcome, { name: string; tone: string }> = {
  advance: { name: 'Advance', tone: 'good' },
  hold: { name: 'Hold', tone: 'warn' },
  reject: { name: 'Reject', tone: 'danger' },
};

/** The decision of a named person; nothing else in the system decides. */
export function decisionCard(model: InterviewModel, interview: Interview, actions: InterviewActions): TemplateResult {
  const { decision } = interview;
  return html`<section class="card stack" aria-labelledby="decision-title" data-testid="decision">
    <h2 id="decision-title">Decision</h2>
    ${decision
      ? html`<div class="stack">
          <p>
            <span class="badge ${OUTCOMES[decision.outcome]?.tone ?? ''}" data-testid="outcome">${OUTCOMES[decision.outcome]?.name ?? decision.outcome}</span>
            by <strong>${decision.decided_by}</strong>, ${dateTime(decision.decided_at)}
          </p>
          <p class="reason">${decision.reason}</p>
          <details>
            <summary>Decide anew</summary>
            ${form(model, actions)}
          </details>
        </div>`
      : form(model, actions)}
  </section>`;
}

function form(model: InterviewModel, actions: InterviewActions): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    actions.decide({
      decided_by: data.get('decided_by')!.toString().trim(),
      outcome: data.get('outcome')!.toString() as Outcome,
      reason: data.get('reason')!.toString().trim(),
    });
  };
  return html`<form class="stack" @submit=${submit} data-testid="decision-form">
    <fieldset class="choices">
      <legend class="label">Outcome</legend>
      ${Object.entries(OUTCOMES).map(
        ([value, { name }]) =>
          html`<label class="choice"><input type="radio" name="outcome" value=${value} required /> <span>${name}</span></label>`,
      )}
    </fieldset>
    <div class="field">
      <label for="decided-by">Decided by (your name)</label>
      <input id="decided-by" name="decided_by" type="text" required maxlength="200" autocomplete="name" />
    </div>
    <div class="field">
      <label for="reason">Reason</label>
      <textarea id="reason" name="reason" rows="3" required maxlength="2000"></textarea>
      <p class="hint">Kept with the interview. Refer to what was said, not to how it was said.</p>
    </div>
    <div><button class="button primary" data-testid="decide" ?disabled=${model.working}>Record the decision</button></div>
  </form>`;
}
