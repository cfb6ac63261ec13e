import { html, render } from 'lit-html';
import { CandidateApi } from '../api/candidate';
import { Announcer } from './call/announcer';
import { followCaptions } from './call/captions';
import { call } from './call/view';
import { Controller } from './controller';
import type { CandidateState } from './state';
import { consent } from './steps/consent';
import { microphone } from './steps/microphone';
import { busy, goodbye, loading, problem } from './steps/outcome';
import { welcome } from './steps/welcome';
import { exposeState } from './window-state';

const interviewId = location.pathname.split('/').filter(Boolean).at(-1) ?? '';
const controller = new Controller(interviewId, new CandidateApi(interviewId, location.hash.slice(1)));
const app = document.getElementById('app')!;
const log = document.getElementById('announce')!;
const announcer = new Announcer(announce);
let shown = '';

function view(state: CandidateState) {
  switch (state.phase) {
    case 'loading':
    case 'joining':
      return loading(state);
    case 'welcome':
      return welcome(state, controller);
    case 'consent':
      return consent(state, controller);
    case 'microphone':
      return microphone(state, controller);
    case 'busy':
      return busy(state, controller, Date.now());
    case 'call':
      return call(state, controller, Date.now());
    case 'goodbye':
      return goodbye(state);
    case 'problem':
      return problem(state, controller);
  }
}

function show(state: CandidateState): void {
  render(html`${view(state)}`, app);
  followCaptions();
  announcer.update(state);
  if (state.phase === shown) return;
  // A new page is read from its heading on; the very first one is left to the browser.
  if (shown !== '') app.querySelector<HTMLElement>('h1')?.focus();
  shown = state.phase;
  if (state.phase === 'call' && state.mode === 'text') app.querySelector<HTMLElement>('#answer')?.focus();
}

function announce(text: string): void {
  const line = document.createElement('p');
  line.textContent = text;
  log.append(line);
  while (log.childElementCount > 20) log.firstElementChild?.remove();
}

exposeState(controller);
controller.store.subscribe(show);
show(controller.store.state);

// Two clocks are on the pages: the time left and the next try.
setInterval(() => {
  const { phase } = controller.store.state;
  if (phase === 'call' || phase === 'busy') show(controller.store.state);
}, 1000);

window.addEventListener('pagehide', () => controller.pageHidden());
window.addEventListener('pageshow', (event) => {
  // Brought back from the back-forward cache with its connections closed: begin afresh.
  if (event.persisted) location.reload();
});
window.addEventListener('online', () => controller.room.retryNow());
window.addEventListener('hashchange', () => location.reload());
window.addEventListener('beforeunload', (event) => {
  const { conversation } = controller.store.state.call;
  if (conversation.pending.some((message) => message.status !== 'sent')) event.preventDefault();
});

void controller.load();
