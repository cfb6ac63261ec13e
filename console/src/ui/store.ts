/** Holds one immutable state and tells when it was replaced, once for changes made together. */
export class Store<S> {
  private readonly listeners = new Set<(state: S) => void>();
  private scheduled = false;

  constructor(private current: S) {}

  get state(): S {
    return this.current;
  }

  update(change: (state: S) => S): void {
    const next = change(this.current);
    if (next === this.current) return;
    this.current = next;
    if (this.scheduled) return;
    this.scheduled = true;
    // A microtask and not a frame: a page in the background gets no frames but must still be right.
    queueMicrotask(() => {
      this.scheduled = false;
      for (const listener of this.listeners) listener(this.current);
    });
  }

  set(part: Partial<S>): void {
    this.update((state) => ({ ...state, ...part }));
  }

  subscribe(listener: (state: S) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
