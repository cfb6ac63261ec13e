import { render } from 'lit-html';
import { ApiProblem, messageOf } from '../api/problem';
import { RecruiterApi } from '../api/recruiter';
import { interviewPage } from './interview/page';
import { interviewsPage } from './interviews/page';
import { clusterPage } from './cluster/page';
import { dropKey, keepKey, readKey, takeKeyFromAddress } from './key';
import { layout } from './layout';
import type { Context, Page } from './page';
import { type Route, routeOf } from './route';
import { searchPage } from './search/page';
import { signIn } from './sign-in/view';
import { startPage } from './start/page';
import { systemPage } from './system/page';

const app = document.getElementById('app')!;
const announcements = document.getElementById('announce')!;
let leave = new AbortController();
let page: Page | undefined;
let scheduled = false;

function open(): void {
  leave.abort();
  leave = new AbortController();
  const key = readKey();
  if (!key) return showSignIn();
  const route = routeOf(location.hash);
  const first = page === undefined;
  page = pageOf(route, context(new RecruiterApi(key), leave.signal));
  show(route);
  window.scrollTo(0, 0);
  if (!first) app.querySelector<HTMLElement>('h1')?.focus();
}

function pageOf(route: Route, context: Context): Page {
  switch (route.page) {
    case 'interviews':
      return interviewsPage(context);
    case 'start':
      return startPage(context);
    case 'interview':
      return interviewPage(context, route.id, route.turn);
    case 'search':
      return searchPage(context);
    case 'cluster':
      return clusterPage(context);
    case 'system':
      return systemPage(context);
  }
}

function context(api: RecruiterApi, signal: AbortSignal): Context {
  return {
    api,
    signal,
    refresh: () => {
      if (scheduled || signal.aborted) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        if (!signal.aborted) show(routeOf(location.hash));
      });
    },
    announce: (text) => {
      announcements.textContent = text;
    },
    explain: (fault) => {
      if (fault instanceof ApiProblem && fault.status === 401) {
        dropKey();
        showSignIn('This key is not accepted (any more). Please sign in again.');
      }
      return messageOf(fault);
    },
  };
}

function show(route: Route): void {
  if (!page) return;
  document.title = `${page.title} · RecruiterBrain Voice`;
  render(layout(route, page.view(), signOut), app);
  page.shown?.();
}

function signOut(): void {
  dropKey();
  showSignIn();
}

function showSignIn(message?: string): void {
  leave.abort();
  page = undefined;
  document.title = 'Sign in · RecruiterBrain Voice';
  render(signIn(message, enter), app);
  app.querySelector<HTMLElement>('input')?.focus();
}

/** Keeps the key when the server takes it; answers with a sentence when it does not. */
async function enter(key: string): Promise<string | undefined> {
  try {
    await new RecruiterApi(key).list({ limit: 1 });
  } catch (fault) {
    const refused = fault instanceof ApiProblem && (fault.status === 401 || fault.status === 403);
    return refused ? 'This key is not accepted. Check that it was copied whole.' : messageOf(fault);
  }
  keepKey(key);
  open();
  return undefined;
}

takeKeyFromAddress();
window.addEventListener('hashchange', () => {
  takeKeyFromAddress();
  open();
});
open();
