import { type TemplateResult, html } from 'lit-html';
import type { InterviewState } from '../api/types';

interface Shown {
  name: string;
  tone: '' | 'good' | 'warn' | 'danger' | 'accent';
  live?: boolean;
}

export const STATES: Record<InterviewState, Shown> = {
  scheduled: { name: 'Scheduled', tone: '' },
  waiting: { name: 'In the room', tone: 'accent', live: true },
  in_progress: { name: 'In progress', tone: 'accent', live: true },
  recovering: { name: 'Reconnecting', tone: 'warn', live: true },
  completed: { name: 'Completed', tone: 'good' },
  evaluated: { name: 'Evaluated', tone: 'good' },
  cancelled: { name: 'Cancelled', tone: '' },
  expired: { name: 'Expired', tone: '' },
  abandoned: { name: 'Abandoned', tone: 'warn' },
  failed: { name: 'Failed', tone: 'danger' },
};

export function stateBadge(state: InterviewState): TemplateResult {
  // A newer server may know a state that this page does not.
  const shown = STATES[state] ?? { name: state, tone: '' };
  return html`<span class="badge ${shown.tone} ${shown.live ? 'live' : ''}" data-testid="state">${shown.name}</span>`;
}

export function isOpen(state: InterviewState): boolean {
  return ['scheduled', 'waiting', 'in_progress', 'recovering'].includes(state);
}

export function isLive(state: InterviewState): boolean {
  return STATES[state]?.live === true;
}
