/** `deepgram > sphinx` in the order in which they serve. */
export function adaptersOf(adapter: string): string[] {
  return adapter.split('>').map((name) => name.trim()).filter((name) => name !== '');
}
