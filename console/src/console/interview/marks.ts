/** A text cut at a quote, or whole when the quote is not in it word for word. */
export function cutAtQuote(text: string, quote: string | undefined): { before: string; quote: string; after: string } {
  const whole = { before: text, quote: '', after: '' };
  const wanted = quote?.trim();
  if (!wanted) return whole;
  // White space may differ: the transcript's line breaks are spaces in a quote.
  const pattern = wanted.split(/\s+/).map(escaped).join('\\s+');
  const found = new RegExp(pattern, 'iu').exec(text);
  if (!found) return whole;
  return {
    before: text.slice(0, found.index),
    quote: found[0],
    after: text.slice(found.index + found[0].length),
  };
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
