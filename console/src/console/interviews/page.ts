import { RecruiterApi } from '../../api/recruiter';
import type { DurableEvent, InterviewSummary } from '../../api/types';
import { EventStream } from '../../live/event-stream';
import type { Context, Page } from '../page';
import { type Filters, NO_FILTERS, afterEvent, instantOf } from './list-state';
import { listView } from './view';

export interface ListModel {
  filters: Filters;
  interviews: InterviewSummary[];
  cursor?: string;
  loading: boolean;
  live: boolean;
  problem?: string;
}

const PAGE_SIZE = 25;
const RELOAD_MS = 400;

export function interviewsPage(context: Context): Page {
  const { api, signal } = context;
  const model: ListModel = { filters: NO_FILTERS, interviews: [], loading: true, live: false };
  let wanted = 0;
  let reload: ReturnType<typeof setTimeout> | undefined;

  async function load(cursor?: string): Promise<void> {
    const ticket = ++wanted;
    model.loading = true;
    context.refresh();
    try {
      const { state, job_id, candidate_id, from, to } = model.filters;
      const page = await api.list(
        {
          state,
          job_id,
          candidate_id,
          created_from: instantOf(from),
          created_to: instantOf(to, true),
          limit: PAGE_SIZE,
          cursor,
        },
        signal,
      );
      // A later filter has overtaken this answer.
      if (ticket !== wanted) return;
      model.interviews = cursor ? [...model.interviews, ...page.interviews] : page.interviews;
      model.cursor = page.next_cursor;
      model.problem = undefined;
    } catch (fault) {
      if (signal.aborted || ticket !== wanted) return;
      model.problem = context.explain(fault);
    }
    model.loading = false;
    context.refresh();
  }

  const stream = new EventStream({
    path: RecruiterApi.eventsPath(),
    authorization: api.http.authorization,
    onState: (state) => {
      model.live = state === 'open';
      // What happened before the stream was open is in the list only.
      if (state === 'open') void load();
      context.refresh();
    },
    onEvent: (event) => {
      const next = afterEvent(model.interviews, JSON.parse(event.data) as DurableEvent);
      if (next === 'unknown') {
        clearTimeout(reload);
        reload = setTimeout(() => void load(), RELOAD_MS);
      } else {
        model.interviews = next;
        context.refresh();
      }
    },
  });
  signal.addEventListener('abort', () => {
    stream.close();
    clearTimeout(reload);
  });
  void load();

  return {
    title: 'Interviews',
    view: () =>
      listView(model, {
        filter: (part) => {
          model.filters = { ...model.filters, ...part };
          void load();
        },
        more: () => void load(model.cursor),
        again: () => void load(),
      }),
  };
}
