import { type TemplateResult, html } from 'lit-html';
import { icon } from '../../ui/icons';
import type { Controller } from '../controller';
import type { CandidateState } from '../state';

/** Longest answer the server takes. */
const MAX_TEXT = 5000;

export function composer(state: CandidateState, controller: Controller): TemplateResult {
  const submit = (form: HTMLFormElement) => {
    const area = form.elements.namedItem('answer') as HTMLTextAreaElement;
    const text = area.value.trim();
    area.focus();
    if (text === '') return;
    controller.room.submit(text);
    area.value = '';
    fit(area);
  };
  const onKey = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit((event.target as HTMLTextAreaElement).form!);
  };
  const onInput = (event: Event) => {
    controller.room.typing();
    fit(event.target as HTMLTextAreaElement);
  };
  return html`<form
    class="composer"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      submit(event.target as HTMLFormElement);
    }}
  >
    <label class="visually-hidden" for="answer">Your answer</label>
    <textarea
      id="answer"
      name="answer"
      rows="2"
      maxlength=${MAX_TEXT}
      placeholder="Type your answer"
      aria-describedby="answer-hint"
      data-testid="answer"
      ?disabled=${state.call.leaving}
      @keydown=${onKey}
      @input=${onInput}
    ></textarea>
    <button class="button primary" data-testid="send" ?disabled=${state.call.leaving}>${icon('send')} Send</button>
    <p id="answer-hint" class="muted small">Enter sends, Shift and Enter begins a new line.</p>
  </form>`;
}

/** Grows with the text, up to a third of the window. */
function fit(area: HTMLTextAreaElement): void {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, window.innerHeight / 3)}px`;
}
