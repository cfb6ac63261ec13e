import { type TemplateResult, html, nothing } from 'lit-html';
import type { Interview } from '../../api/types';
import { dateTime, spokenDuration } from '../../format/time';

/** What the interview was ordered with, what was planned, and the consent. */
export function about(interview: Interview): TemplateResult {
  const { candidate, job, plan, consent } = interview;
  return html`<section class="card stack about" aria-labelledby="about-title">
    <h2 id="about-title">Background</h2>
    ${plan.length > 0
      ? html`<details>
          <summary>Plan: ${plan.length} questions</summary>
          <ol class="plan">
            ${plan.map(
              (question) => html`<li>
                <p>${question.text}</p>
                <p class="muted small">${question.competence} · ${question.kind} · ${spokenDuration(question.seconds)}</p>
              </li>`,
            )}
          </ol>
        </details>`
      : nothing}
    <details>
      <summary>Job description</summary>
      <p class="long">${job.description}</p>
    </details>
    ${candidate.resume
      ? html`<details>
          <summary>Resume</summary>
          <p class="long">${candidate.resume}</p>
        </details>`
      : nothing}
    <dl class="pairs">
      ${pair('Consent', consent ? `${dateTime(consent.accepted_at)}, text ${consent.version} (${consent.sha256.slice(0, 12)}…)` : 'not given yet')}
      ${pair('E-mail', candidate.email)} ${pair('Candidate id', candidate.candidate_id)} ${pair('Job id', job.job_id)}
      ${pair('Interview id', interview.interview_id)}
    </dl>
  </section>`;
}

function pair(name: string, value: string | undefined): TemplateResult | typeof nothing {
  return value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : nothing;
}
