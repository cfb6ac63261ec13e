import { type TemplateResult, html, nothing } from 'lit-html';
import type { ClusterMember, ClusterStatus, HeldLease } from '../../api/types';
import { spokenDuration } from '../../format/time';
import type { Context, Page } from '../page';
import { polled } from '../polled';
import { interviewHash } from '../route';

const EVERY_MS = 3_000;

/** Who is in the cluster, which interviews each member holds, and what waits. */
export function clusterPage(context: Context): Page {
  const state = polled(context, EVERY_MS, () => context.api.cluster(context.signal));
  return { title: 'Cluster', view: () => view(state.answer, state.problem) };
}

function view(cluster: ClusterStatus | undefined, problem: string | undefined): TemplateResult {
  return html`
    <div class="page-head"><h1 tabindex="-1">Cluster</h1></div>
    ${problem ? html`<p class="notice danger" role="alert">${problem}</p>` : nothing}
    ${cluster
      ? html`<p class="muted">As node ${cluster.node_id} sees it.</p>
          ${figures(cluster)}
          <div class="modules">${cluster.members.map((member) => memberCard(member, cluster.leases))}</div>
          ${strays(cluster)}`
      : nothing}
  `;
}

function figures({ rooms, cap, waiting, outbox, leases }: ClusterStatus): TemplateResult {
  const entries: [string, string | undefined][] = [
    ['Rooms', `${rooms} of ${cap}`],
    ['Waiting candidates', waiting?.toLocaleString()],
    ['Leases', leases?.length.toLocaleString()],
    ['Turns to make searchable', outbox?.turns?.toLocaleString()],
    ['Oldest of them', outbox?.turns && outbox.oldest_seconds !== undefined ? spokenDuration(outbox.oldest_seconds) : undefined],
    ['Events to publish', outbox?.events?.toLocaleString()],
  ];
  return html`<div class="card">
    <dl class="figures" data-testid="cluster-figures">
      ${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value ?? '–'}</dd></div>`)}
    </dl>
  </div>`;
}

function memberCard(member: ClusterMember, leases: HeldLease[] | undefined): TemplateResult {
  const { node_id, roles, version, owner } = member;
  return html`<section class="card module" data-testid="member" aria-label=${`Node ${node_id}`}>
    <div class="module-head">
      <h2 class="name">${node_id}</h2>
      ${member.draining ? html`<span class="badge warn live">Draining</span>` : html`<span class="badge good live">Up</span>`}
    </div>
    <p class="muted small">${roles.join(', ')}${version ? ` · version ${version}` : ''}${owner ? ` · ${owner}` : ''}</p>
    ${member.store === 'away' ? html`<p class="notice danger small">This node cannot reach the database.</p>` : nothing}
    ${member.rooms === undefined
      ? nothing
      : html`<dl class="figures"><div><dt>Rooms</dt><dd>${member.rooms} of ${member.cap}</dd></div></dl>`}
    ${leaseList(leases?.filter((lease) => lease.owner === owner) ?? [])}
  </section>`;
}

function leaseList(leases: HeldLease[]): TemplateResult | typeof nothing {
  if (leases.length === 0) return nothing;
  return html`<ul class="ports">
    ${leases.map(
      (lease) => html`<li data-testid="lease">
        <a href=${interviewHash(lease.interview_id)}><code>${lease.interview_id.slice(0, 8)}</code></a>
        <span class="muted small">fence ${lease.fence}</span>
      </li>`,
    )}
  </ul>`;
}

/** Leases whose owner says nothing: another node takes these interviews over in a moment. */
function strays({ members, leases }: ClusterStatus): TemplateResult | typeof nothing {
  const known = new Set(members.map(({ owner }) => owner));
  const left = leases?.filter(({ owner }) => !known.has(owner)) ?? [];
  if (left.length === 0) return nothing;
  return html`<section class="card module" data-testid="strays">
    <h2>Held by nodes that are silent</h2>
    <p class="notice warn small">Another node takes these over within seconds.</p>
    ${leaseList(left)}
  </section>`;
}
