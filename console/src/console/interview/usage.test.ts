import { expect, it } from 'vitest';
import { usageWords } from './usage';

it.each([
  [{ calls: 13, input_tokens: 12_400, output_tokens: 1_050, cost: 0.00249 }, 'Used 13 calls, 12,400 tokens sent, 1,050 received, cost 0.0025.'],
  [{ calls: 1, input_tokens: 500, output_tokens: 60 }, 'Used 1 call, 500 tokens sent, 60 received.'],
  [{ calls: 40, input_tokens: 2_000_000, output_tokens: 9, cost: 12.5 }, 'Used 40 calls, 2,000,000 tokens sent, 9 received, cost 12.50.'],
])('says what an interview used', (usage, words) => {
  expect(usageWords(usage)).toBe(words);
});
