import { expect, it } from 'vitest';
import { adaptersOf } from './chain';

it.each([
  ['sphinx', ['sphinx']],
  ['deepgram > openai > sphinx', ['deepgram', 'openai', 'sphinx']],
  ['', []],
])('reads the chain "%s" in its order', (adapter, names) => {
  expect(adaptersOf(adapter)).toEqual(names);
});
