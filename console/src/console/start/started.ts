import { type TemplateResult, html } from 'lit-html';
import type { StartResponse } from '../../api/types';
import { dateTime } from '../../format/time';
import { icon } from '../../ui/icons';
import { copyField } from '../copy';
import { interviewHash } from '../route';

export interface StartedActions {
  another: () => void;
  announce: (text: string) => void;
}

/** The link to pass on. */
export function started(result: StartResponse, actions: StartedActions): TemplateResult {
  return html`
    <div class="page-head"><h1 tabindex="-1">The interview is ready</h1></div>
    <section class="card stack narrow" data-testid="started">
      <p>Send this link to the candidate, and to nobody else: whoever has it can hold the interview.</p>
      ${copyField('Link for the candidate', result.candidate_url, actions.announce)}
      <p class="muted">It can be opened until ${dateTime(result.link_expires_at)}.</p>
      <div class="row">
        <a class="button primary" href=${interviewHash(result.interview_id)} data-testid="open-interview">Follow the interview</a>
        <button class="button" @click=${actions.another}>${icon('plus')} Start another one</button>
      </div>
    </section>
  `;
}
