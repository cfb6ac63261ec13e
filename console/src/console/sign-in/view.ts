import { type TemplateResult, html } from 'lit-html';

/** @param enter answers with a sentence when the key is not taken */
export function signIn(message: string | undefined, enter: (key: string) => Promise<string | undefined>): TemplateResult {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const button = form.querySelector('button')!;
    const error = form.querySelector('[role=alert]')!;
    const key = new FormData(form).get('key')!.toString().trim();
    if (key === '') return;
    button.disabled = true;
    const refused = await enter(key);
    button.disabled = false;
    error.textContent = refused ?? '';
  };
  return html`<main class="sign-in">
    <form class="card stack" @submit=${submit}>
      <p class="brand"><span class="mark" aria-hidden="true"><i></i><i></i><i></i><i></i></span><span>RecruiterBrain <b>Voice</b></span></p>
      <h1>Sign in</h1>
      ${message ? html`<p class="notice warn">${message}</p>` : ''}
      <div class="field">
        <label for="key">API key</label>
        <input id="key" name="key" type="password" autocomplete="current-password" required data-testid="api-key" />
        <p class="hint">The first one is printed when the server starts for the first time. It is kept for this tab only.</p>
        <p class="error" role="alert" data-testid="sign-in-error"></p>
      </div>
      <button class="button primary" data-testid="sign-in">Sign in</button>
    </form>
  </main>`;
}
