import { type TemplateResult, html } from 'lit-html';
import type { Controller } from '../controller';

export function openLeaveDialog(): void {
  document.querySelector<HTMLDialogElement>('#leave-dialog')?.showModal();
}

export function leaveDialog(controller: Controller): TemplateResult {
  const close = (event: Event) => (event.currentTarget as HTMLElement).closest('dialog')?.close();
  return html`<dialog id="leave-dialog" aria-labelledby="leave-title">
    <h2 id="leave-title">Leave the interview?</h2>
    <p>This ends the interview for good. What you have said so far is kept and passed on to the recruiter.</p>
    <div class="row end">
      <button class="button" autofocus data-testid="leave-stay" @click=${close}>Stay</button>
      <button
        class="button danger"
        data-testid="leave-confirm"
        @click=${(event: Event) => {
          close(event);
          void controller.room.leave();
        }}
      >
        End the interview
      </button>
    </div>
  </dialog>`;
}
