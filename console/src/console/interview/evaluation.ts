import { type TemplateResult, html, nothing, svg } from 'lit-html';
import type { CompetenceScore, Evaluation, QuestionScore, Recommendation } from '../../api/types';
import { dateTime, plural } from '../../format/time';
import { icon } from '../../ui/icons';
import type { InterviewModel } from './page';
import { usageWords } from './usage';
import type { InterviewActions } from './view';

const ADVICE: Record<Recommendation, { name: string; tone: string }> = {
  advance: { name: 'Advance', tone: 'good' },
  consider: { name: 'Consider', tone: 'accent' },
  do_not_advance: { name: 'Do not advance', tone: 'warn' },
  not_enough_evidence: { name: 'Not enough evidence', tone: '' },
};

/** The scores beside what they stand on. */
export function evaluationCard(model: InterviewModel, actions: InterviewActions): TemplateResult {
  const { evaluation } = model;
  return html`<section class="card stack evaluation" aria-labelledby="evaluation-title" data-testid="evaluation">
    <div class="section-head">
      <h2 id="evaluation-title">Evaluation</h2>
      ${evaluation?.source.by_rules
        ? html`<span class="badge warn" data-testid="by-rules" title="Made by a heuristic without a language model">Made by rules</span>`
        : nothing}
    </div>
    ${evaluation ? body(evaluation, actions) : pending(model)}
  </section>`;
}

function pending({ noEvaluation }: InterviewModel): TemplateResult {
  if (noEvaluation) return html`<p class="muted" data-testid="no-evaluation">${noEvaluation}</p>`;
  return html`<p class="waiting" role="status"><span class="spinner" aria-hidden="true"></span> Being written. It appears here by itself.</p>`;
}

function body(evaluation: Evaluation, actions: InterviewActions): TemplateResult {
  const advice = ADVICE[evaluation.recommendation] ?? { name: evaluation.recommendation, tone: '' };
  return html`
    <div class="verdict">
      <p class="overall">
        ${evaluation.overall === undefined
          ? html`<span class="muted">No score</span>`
          : html`<strong>${evaluation.overall.toFixed(1)}</strong><span class="muted"> of 5</span>`}
      </p>
      <div>
        <p>Advice: <span class="badge ${advice.tone}" data-testid="recommendation">${advice.name}</span></p>
        <p class="muted small">Advice only. A named person decides, below.</p>
      </div>
    </div>
    ${evaluation.source.by_rules
      ? html`<p class="notice warn small">
          ${icon('warning')}<span>Made by rules, without a language model: it counts and matches words. Read the quotes before you rely on a score.</span>
        </p>`
      : nothing}
    <ul class="competences">
      ${evaluation.competences.map((competence) => competenceBar(competence, evaluation.questions, actions))}
      ${unscored(evaluation, actions)}
    </ul>
    ${remarks('Strengths', evaluation.strengths)} ${remarks('Gaps', evaluation.gaps)}
    <p class="muted small source">
      By ${evaluation.source.provider} (${evaluation.source.model}), rubric ${evaluation.source.rubric_version},
      ${dateTime(evaluation.created_at)}. Prompt <code title=${evaluation.source.prompt_hash}>${evaluation.source.prompt_hash.slice(0, 10)}</code>
      ${evaluation.source.usage ? html`<br /><span data-testid="usage">${usageWords(evaluation.source.usage)}</span>` : nothing}
    </p>
  `;
}

function competenceBar(
  { competence, level, questions }: CompetenceScore,
  scores: QuestionScore[],
  actions: InterviewActions,
): TemplateResult {
  const evidence = scores.filter((score) => score.competence === competence);
  return html`<li class="competence" data-testid="competence">
    <details open>
      <summary>
        <span class="competence-name">${competence}</span>
        <span class="competence-level">${level.toFixed(1)}<span class="visually-hidden"> of 5</span></span>
        <svg class="bar" width="100%" height="10" aria-hidden="true">
          <rect class="rail" width="100%" height="10" rx="5" />
          <rect class="fill" width=${`${(level / 5) * 100}%`} height="10" rx="5" />
          ${[20, 40, 60, 80].map((x) => svg`<line class="tick" x1=${`${x}%`} x2=${`${x}%`} y1="0" y2="10" />`)}
        </svg>
        <span class="muted small">on ${plural(questions, 'scored question')}</span>
      </summary>
      ${evidence.map((score) => questionScore(score, actions))}
    </details>
  </li>`;
}

/** Questions whose competence got no score at all. */
function unscored(evaluation: Evaluation, actions: InterviewActions): TemplateResult | typeof nothing {
  const known = new Set(evaluation.competences.map(({ competence }) => competence));
  const rest = evaluation.questions.filter(({ competence }) => !known.has(competence));
  if (rest.length === 0) return nothing;
  return html`<li class="competence">
    <details>
      <summary><span class="competence-name">Without a score</span><span class="muted small">${plural(rest.length, 'question')}</span></summary>
      ${rest.map((score) => questionScore(score, actions))}
    </details>
  </li>`;
}

function questionScore(score: QuestionScore, actions: InterviewActions): TemplateResult {
  return html`<div class="evidence">
    <p class="evidence-question"><span class="muted">Question ${score.question_no}.</span> ${score.question}</p>
    ${score.level
      ? html`<p><span class="level level-${score.level}">${score.level}</span> <span class="muted">Level ${score.level} is described as:</span> ${score.level_text}</p>`
      : html`<p><span class="level none">–</span> Not scored</p>`}
    <p class="muted small">${score.reason}</p>
    ${score.quotes.map(
      (quote) => html`<button
        class="quote"
        data-testid="quote"
        data-turn=${quote.turn_no}
        @click=${() => actions.showTurn(quote.turn_no, quote.text)}
      >
        <span class="quote-text">“${quote.text}”</span>
        <span class="quote-turn">Show in the transcript</span>
      </button>`,
    )}
  </div>`;
}

function remarks(title: string, list: string[]): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<div>
    <h3>${title}</h3>
    <ul class="remarks">
      ${list.map((text) => html`<li>${text}</li>`)}
    </ul>
  </div>`;
}
