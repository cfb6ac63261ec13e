import type { Context } from './page';

/** The newest answer, and why there is no newer one. */
export interface Polled<T> {
  answer?: T;
  problem?: string;
}

/** Asks at once and then again and again, until the page is left; shows the page anew after each answer. */
export function polled<T>(context: Context, everyMs: number, ask: () => Promise<T>): Polled<T> {
  const state: Polled<T> = {};

  async function load(): Promise<void> {
    try {
      state.answer = await ask();
      state.problem = undefined;
    } catch (fault) {
      if (context.signal.aborted) return;
      state.problem = context.explain(fault);
    }
    context.refresh();
  }
  const timer = setInterval(() => void load(), everyMs);
  context.signal.addEventListener('abort', () => clearInterval(timer));
  void load();
  return state;
}
