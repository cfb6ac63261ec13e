const NAME = 'rbv.api_key';

/** The recruiter's API key, kept for this tab only. */
export function readKey(): string | undefined {
  return sessionStorage.getItem(NAME) ?? undefined;
}

export function keepKey(key: string): void {
  sessionStorage.setItem(NAME, key);
}

export function dropKey(): void {
  sessionStorage.removeItem(NAME);
}

/** Takes the key out of `/console/#key=...`, so that it stays neither in the address nor in the history. */
export function takeKeyFromAddress(): void {
  const found = /^#key=(.+)$/.exec(location.hash);
  if (!found) return;
  keepKey(decodeURIComponent(found[1]!));
  history.replaceState(null, '', location.pathname);
}
