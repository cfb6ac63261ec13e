import { type TemplateResult, html } from 'lit-html';
import { icon } from '../ui/icons';

/** A text with a button that copies it. */
export function copyField(label: string, text: string, announce: (text: string) => void): TemplateResult {
  const copy = async (event: Event) => {
    const field = (event.currentTarget as HTMLElement).parentElement!.querySelector('input')!;
    field.select();
    try {
      await navigator.clipboard.writeText(text);
      announce('Copied.');
      flash(event.target as HTMLElement);
    } catch {
      // Without a secure page there is no clipboard; the text is selected, so the keyboard copies it.
      announce('Selected. Press Control and C to copy.');
    }
  };
  return html`<div class="field">
    <label for="copy-field">${label}</label>
    <div class="copy">
      <input id="copy-field" type="text" readonly .value=${text} data-testid="candidate-url" @focus=${select} />
      <button type="button" class="button" data-testid="copy" @click=${copy}>${icon('copy')} <span>Copy</span></button>
    </div>
  </div>`;
}

function select(event: Event): void {
  (event.target as HTMLInputElement).select();
}

function flash(target: HTMLElement): void {
  const label = target.closest('button')?.querySelector('span');
  if (!label) return;
  label.textContent = 'Copied';
  setTimeout(() => (label.textContent = 'Copy'), 2000);
}
