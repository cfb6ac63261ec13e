import { type TemplateResult, html, nothing } from 'lit-html';
import type { Interview } from '../../api/types';
import { icon } from '../../ui/icons';
import { isOpen } from '../states';
import type { InterviewModel } from './page';
import type { InterviewActions } from './view';

/** Downloads, cancel and erase. */
export function actionsBar(model: InterviewModel, interview: Interview, actions: InterviewActions): TemplateResult {
  return html`<div class="row push actions">
    ${interview.turn_count > 0 || model.conversation.turns.length > 0
      ? html`<details class="menu" @toggle=${closeOutside}>
          <summary class="button small">${icon('download')} Transcript</summary>
          <div class="menu-list">
            <button data-testid="download-text" @click=${() => actions.download('text')}>Plain text</button>
            <button data-testid="download-vtt" @click=${() => actions.download('vtt')}>WebVTT (subtitles)</button>
            <button data-testid="download-json" @click=${() => actions.download('json')}>JSON</button>
          </div>
        </details>`
      : nothing}
    ${isOpen(interview.state)
      ? html`<button class="button small" data-testid="cancel" ?disabled=${model.working} @click=${() => show('cancel-dialog')}>Cancel interview</button>`
      : nothing}
    <button class="button small danger" data-testid="erase" ?disabled=${model.working} @click=${() => show('erase-dialog')}>
      ${icon('trash')} Erase
    </button>
  </div>`;
}

export function dialogs(interview: Interview, actions: InterviewActions): TemplateResult {
  const cancel = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    form.closest('dialog')!.close();
    actions.cancel(new FormData(form).get('reason')!.toString().trim());
  };
  const erase = (event: SubmitEvent) => {
    event.preventDefault();
    (event.target as HTMLElement).closest('dialog')!.close();
    actions.erase();
  };
  return html`
    <dialog id="cancel-dialog" aria-labelledby="cancel-title">
      <form class="stack" @submit=${cancel}>
        <h2 id="cancel-title">Cancel this interview?</h2>
        <p>
          ${interview.state === 'scheduled'
            ? 'The candidate’s link stops working.'
            : 'The interviewer says a closing sentence and leaves. What was said is kept.'}
        </p>
        <div class="field">
          <label for="cancel-reason">Reason (optional)</label>
          <input id="cancel-reason" name="reason" type="text" maxlength="500" />
        </div>
        <div class="row end">
          <button type="button" class="button" @click=${close}>Keep it</button>
          <button class="button danger" data-testid="cancel-confirm">Cancel the interview</button>
        </div>
      </form>
    </dialog>
    <dialog id="erase-dialog" aria-labelledby="erase-title">
      <form class="stack" @submit=${erase}>
        <h2 id="erase-title">Erase everything?</h2>
        <p>
          Transcript, evaluation, search entries and all personal data of this interview are deleted for good. Nobody can
          bring them back.
        </p>
        <label class="accept"><input type="checkbox" required data-testid="erase-sure" /> <span>Yes, erase the interview with ${interview.candidate.name}</span></label>
        <div class="row end">
          <button type="button" class="button" @click=${close}>Keep it</button>
          <button class="button danger" data-testid="erase-confirm">Erase for good</button>
        </div>
      </form>
    </dialog>
  `;
}

function show(id: string): void {
  const dialog = document.getElementById(id) as HTMLDialogElement | null;
  dialog?.querySelector('form')?.reset();
  dialog?.showModal();
}

function close(event: Event): void {
  (event.currentTarget as HTMLElement).closest('dialog')!.close();
}

/** A menu closes when something else is clicked, or with Escape. */
function closeOutside(event: Event): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (!menu.open) return;
  const done = new AbortController();
  const shut = () => {
    menu.open = false;
    done.abort();
  };
  document.addEventListener('click', () => shut(), { signal: done.signal });
  document.addEventListener('keydown', (key) => key.key === 'Escape' && shut(), { signal: done.signal });
}
