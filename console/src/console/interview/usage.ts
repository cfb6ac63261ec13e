import type { Usage } from '../../api/types';
import { plural } from '../../format/time';

/** `Used 13 calls, 12,400 tokens sent, 1,050 received, cost 0.0025`. The cost is in the currency of the prices that were set. */
export function usageWords({ calls, input_tokens, output_tokens, cost }: Usage): string {
  const tokens = `${input_tokens.toLocaleString('en')} tokens sent, ${output_tokens.toLocaleString('en')} received`;
  return `Used ${plural(calls, 'call')}, ${tokens}${cost === undefined ? '' : `, cost ${costOf(cost)}`}.`;
}

/** Cents when there are some; a cost below one keeps two digits that say something. */
function costOf(cost: number): string {
  return cost >= 1 || cost === 0
    ? cost.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : cost.toLocaleString('en', { maximumSignificantDigits: 2 });
}
