import { type TemplateResult, html, nothing } from 'lit-html';
import { type IconName, icon } from '../ui/icons';
import type { Route } from './route';

const PAGES: { hash: string; pages: Route['page'][]; name: string; icon: IconName }[] = [
  { hash: '#/interviews', pages: ['interviews', 'interview'], name: 'Interviews', icon: 'list' },
  { hash: '#/start', pages: ['start'], name: 'Start one', icon: 'plus' },
  { hash: '#/search', pages: ['search'], name: 'Search', icon: 'search' },
  { hash: '#/cluster', pages: ['cluster'], name: 'Cluster', icon: 'cluster' },
  { hash: '#/system', pages: ['system'], name: 'System', icon: 'system' },
];

/** Navigation and the page beside it. */
export function layout(route: Route, body: TemplateResult, signOut: () => void): TemplateResult {
  return html`
    <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header class="side">
      <p class="brand"><span class="mark" aria-hidden="true"><i></i><i></i><i></i><i></i></span><span>RecruiterBrain <b>Voice</b></span></p>
      <nav aria-label="Console">
        <ul>
          ${PAGES.map(
            (page) => html`<li>
              <a href=${page.hash} aria-current=${page.pages.includes(route.page) ? 'page' : nothing}>
                ${icon(page.icon)}<span>${page.name}</span>
              </a>
            </li>`,
          )}
        </ul>
      </nav>
      <button class="button plain small sign-out" data-testid="sign-out" @click=${signOut}>Sign out</button>
    </header>
    <main id="main" tabindex="-1" data-testid=${`page-${route.page}`}>${body}</main>
  `;
}

/** The address' hash names the page, so the link only moves the focus. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
