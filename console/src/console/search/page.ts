import type { SearchFilter, SearchResults, Speaker } from '../../api/types';
import { instantOf } from '../interviews/list-state';
import type { Context, Page } from '../page';
import { searchView } from './view';

export interface SearchModel {
  query: string;
  loading: boolean;
  problem?: string;
  results?: SearchResults;
}

/** Kept while the console is open, so that "back" from a hit finds the hits again. */
const model: SearchModel & { form?: [string, FormDataEntryValue][] } = { query: '', loading: false };

export function searchPage(context: Context): Page {
  let restored = false;

  async function search(form: HTMLFormElement): Promise<void> {
    const data = new FormData(form);
    const text = (name: string) => data.get(name)?.toString().trim() || undefined;
    model.form = [...data.entries()];
    model.query = text('query') ?? '';
    if (model.query === '') return;
    const filter: SearchFilter = {
      speaker: text('speaker') as Speaker | undefined,
      job_id: text('job_id'),
      candidate_id: text('candidate_id'),
      from: instantOf(text('from') ?? ''),
      to: instantOf(text('to') ?? '', true),
    };
    model.loading = true;
    model.problem = undefined;
    context.refresh();
    try {
      model.results = await context.api.search(model.query, filter, Number(text('limit') ?? 10), context.signal);
      context.announce(`${model.results.hits.length} hits.`);
    } catch (fault) {
      if (!context.signal.aborted) model.problem = context.explain(fault);
    }
    model.loading = false;
    context.refresh();
  }

  return {
    title: 'Search',
    view: () => searchView(model, (form) => void search(form)),
    shown: () => {
      if (restored) return;
      restored = true;
      const form = document.querySelector<HTMLFormElement>('form.search');
      for (const [name, value] of model.form ?? []) {
        const control = form?.elements.namedItem(name);
        if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.value = value.toString();
      }
    },
  };
}
