import { type TemplateResult, html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../../ui/icons';
import type { StartModel } from './page';

export interface StartActions {
  submit: (form: HTMLFormElement) => void;
  addQuestion: () => void;
  removeQuestion: (key: string) => void;
}

interface FieldOptions {
  hint?: string;
  type?: 'text' | 'email' | 'number' | 'area';
  required?: boolean;
  rows?: number;
  value?: string;
  min?: number;
  max?: number;
  maxlength?: number;
}

export function startForm(model: StartModel, actions: StartActions): TemplateResult {
  const field = (name: string, label: string, options: FieldOptions = {}) => control(model, name, label, options);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    actions.submit(event.target as HTMLFormElement);
  };
  return html`
    <div class="page-head"><h1 tabindex="-1">Start an interview</h1></div>
    <form class="start" @submit=${submit} data-testid="start-form">
      ${model.problem
        ? html`<div class="notice danger" role="alert" tabindex="-1">${icon('warning')}<span>${model.problem}</span></div>`
        : nothing}
      <div class="columns">
        <fieldset class="card stack">
          <legend><h2>Job</h2></legend>
          ${field('job.title', 'Title', { required: true, maxlength: 200 })}
          ${field('job.description', 'Job description', {
            type: 'area',
            required: true,
            rows: 9,
            maxlength: 50_000,
            hint: 'Paste the advertisement. It decides which questions are asked.',
          })}
          <div class="pair">
            ${field('job.company', 'Company', { maxlength: 200 })}
            ${field('job.job_id', 'Your job id', { maxlength: 200 })}
          </div>
        </fieldset>
        <fieldset class="card stack">
          <legend><h2>Candidate</h2></legend>
          ${field('candidate.name', 'Name', { required: true, maxlength: 200 })}
          ${field('candidate.resume', 'Resume', {
            type: 'area',
            rows: 9,
            maxlength: 50_000,
            hint: 'Paste the text. The questions then fit the person, too.',
          })}
          <div class="pair">
            ${field('candidate.email', 'E-mail', { type: 'email', maxlength: 320 })}
            ${field('candidate.candidate_id', 'Your candidate id', { maxlength: 200 })}
          </div>
        </fieldset>
      </div>
      <fieldset class="card stack">
        <legend><h2>Interview</h2></legend>
        <div class="trio">
          ${field('question_count', 'Questions', { type: 'number', min: 1, max: 20, value: '6' })}
          ${field('minutes', 'Minutes at most', { type: 'number', min: 1, max: 120, value: '12' })}
          ${field('link_expires_in_hours', 'Link valid for (hours)', { type: 'number', min: 1, max: 720, value: '72' })}
        </div>
        <div class="own-questions">
          <h3>Your own questions</h3>
          <p class="muted small">Asked first, in this order. The question bank adds what is missing.</p>
          <ol>
            ${repeat(
              model.questions,
              (key) => key,
              (key, index) => ownQuestion(model, key, index, actions),
            )}
          </ol>
          <button type="button" class="button small" data-testid="add-question" ?disabled=${model.questions.length >= 20} @click=${actions.addQuestion}>
            ${icon('plus')} Add a question
          </button>
        </div>
      </fieldset>
      <div class="row">
        <button class="button primary" data-testid="start" ?disabled=${model.working}>
          ${model.working ? 'Starting…' : 'Start and get the link'}
        </button>
        <span class="muted small">No interviewer runs until the candidate opens the link.</span>
      </div>
    </form>
  `;
}

function ownQuestion(model: StartModel, key: string, index: number, actions: StartActions): TemplateResult {
  const error = model.errors.find((other) => other.field.startsWith(`questions[${index}]`));
  return html`<li class="own-question stack">
    <div class="field">
      <label for=${`text-${key}`}>Question ${index + 1}</label>
      <textarea id=${`text-${key}`} name="question.text" rows="2" required maxlength="1000" aria-invalid=${error ? 'true' : nothing}></textarea>
      ${error ? html`<p class="error">${error.message}</p>` : nothing}
    </div>
    <div class="pair">
      <div class="field">
        <label for=${`competence-${key}`}>Competence it probes</label>
        <input id=${`competence-${key}`} name="question.competence" type="text" maxlength="100" />
      </div>
      <div class="field">
        <label for=${`follow-${key}`}>Follow-ups, one a line</label>
        <textarea id=${`follow-${key}`} name="question.follow_ups" rows="2"></textarea>
      </div>
    </div>
    <button type="button" class="button small plain" @click=${() => actions.removeQuestion(key)}>
      ${icon('trash')} Remove question ${index + 1}
    </button>
  </li>`;
}

function control(model: StartModel, name: string, label: string, options: FieldOptions): TemplateResult {
  const id = `field-${name}`;
  const error = model.errors.find((other) => other.field === name)?.message;
  const described = [options.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || nothing;
  const invalid = error ? 'true' : nothing;
  return html`<div class="field">
    <label for=${id}>${label}${options.required ? html` <span class="muted">(needed)</span>` : nothing}</label>
    ${options.type === 'area'
      ? html`<textarea
          id=${id}
          name=${name}
          rows=${options.rows ?? 4}
          maxlength=${options.maxlength ?? nothing}
          ?required=${options.required}
          aria-describedby=${described}
          aria-invalid=${invalid}
        ></textarea>`
      : html`<input
          id=${id}
          name=${name}
          type=${options.type ?? 'text'}
          value=${options.value ?? nothing}
          min=${options.min ?? nothing}
          max=${options.max ?? nothing}
          maxlength=${options.maxlength ?? nothing}
          ?required=${options.required}
          autocomplete="off"
          aria-describedby=${described}
          aria-invalid=${invalid}
        />`}
    ${options.hint ? html`<p class="hint" id=${`${id}-hint`}>${options.hint}</p>` : nothing}
    ${error ? html`<p class="error" id=${`${id}-error`}>${error}</p>` : nothing}
  </div>`;
}
