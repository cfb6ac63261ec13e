import { type TemplateResult, html, nothing } from 'lit-html';
import type { HealthStatus, ModuleStatus, PortStatus, SystemStatus } from '../../api/types';
import { dateTime, spokenDuration } from '../../format/time';
import type { Context, Page } from '../page';
import { polled } from '../polled';
import { adaptersOf } from './chain';

const EVERY_MS = 10_000;

/** Which adapter serves each port, whether it works, and what would turn the production one on. */
export function systemPage(context: Context): Page {
  const state = polled(context, EVERY_MS, () => context.api.system(context.signal));
  return { title: 'System', view: () => view(state.answer, state.problem) };
}

const HEALTH: Record<HealthStatus, { name: string; tone: string }> = {
  up: { name: 'Up', tone: 'good' },
  degraded: { name: 'Degraded', tone: 'warn' },
  down: { name: 'Down', tone: 'danger' },
};

function health(status: HealthStatus): TemplateResult {
  const { name, tone } = HEALTH[status] ?? { name: status, tone: '' };
  return html`<span class="badge ${tone} live">${name}</span>`;
}

function view(status: SystemStatus | undefined, problem: string | undefined): TemplateResult {
  return html`
    <div class="page-head">
      <h1 tabindex="-1">System</h1>
      ${status ? health(status.status) : nothing}
    </div>
    ${problem ? html`<p class="notice danger" role="alert">${problem}</p>` : nothing}
    ${status
      ? html`<p class="muted">
            Version ${status.version} on node ${status.node_id}, running for ${running(status.uptime_seconds)} (since
            ${dateTime(status.started_at)}). <a href="/docs">REST description</a> · <a href="/metrics">Metrics</a>
          </p>
          <div class="modules">${status.modules.map(moduleCard)}</div>`
      : nothing}
  `;
}

function running(seconds: number): string {
  if (seconds < 3600) return spokenDuration(seconds < 60 ? seconds : Math.floor(seconds / 60) * 60);
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? `${hours} h ${Math.floor((seconds % 3600) / 60)} min` : `${Math.floor(hours / 24)} days`;
}

function moduleCard(module: ModuleStatus): TemplateResult {
  const figures = Object.entries(module.figures);
  return html`<section class="card module" data-testid="module" aria-label=${`Module ${module.module}`}>
    <div class="module-head">
      <h2>${module.module}</h2>
      ${health(module.status)}
    </div>
    ${module.node_id ? nothing : html`<p class="notice danger">This module does not answer.</p>`}
    ${module.ports.length > 0
      ? html`<ul class="ports">
          ${module.ports.map(
            (port) => html`<li>
              <div class="port-head">
                <strong>${words(port.port)}</strong>
                ${chain(port)}
                <span class="muted small">${port.embedded ? 'embedded' : 'external'}</span>
              </div>
              ${port.problem ? html`<p class="notice ${tone(port)} small" data-testid="port-problem">${port.problem}</p>` : nothing}
              ${port.embedded && port.setting
                ? html`<p class="muted small">Set <code>${port.setting}</code> for the production adapter.</p>`
                : nothing}
            </li>`,
          )}
        </ul>`
      : nothing}
    ${figures.length > 0
      ? html`<dl class="figures">
          ${figures.map(([name, value]) => html`<div><dt>${words(name)}</dt><dd>${value.toLocaleString()}</dd></div>`)}
        </dl>`
      : nothing}
  </section>`;
}

/** With somebody else in the chain, a problem is one the port goes on with. */
function tone(port: PortStatus): string {
  return adaptersOf(port.adapter).length > 1 ? 'warn' : 'danger';
}

/** Who serves, and in which order the others take over. */
function chain(port: PortStatus): TemplateResult {
  const [first, ...others] = adaptersOf(port.adapter);
  return html`<span class="chain">
    <span class="badge ${port.problem ? tone(port) : 'accent'}">${first}</span>
    ${others.map((adapter) => html`<span class="muted small">then</span> <span class="badge">${adapter}</span> `)}
  </span>`;
}

/** `SpeechToText` and `outbox_depth` as words. */
function words(name: string): string {
  const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
