export type Route =
  | { page: 'interviews' }
  | { page: 'start' }
  | { page: 'interview'; id: string; turn?: number }
  | { page: 'search' }
  | { page: 'cluster' }
  | { page: 'system' };

/** The page that the part of the address after `#` names; the list for everything unknown. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page, id] = path.split('/');
  if (page === 'interviews' && id) {
    const turn = Number(new URLSearchParams(query).get('turn'));
    return { page: 'interview', id: decodeURIComponent(id), turn: turn > 0 ? turn : undefined };
  }
  if (page === 'start' || page === 'search' || page === 'cluster' || page === 'system') return { page };
  return { page: 'interviews' };
}

export function interviewHash(id: string, turn?: number): string {
  return `#/interviews/${encodeURIComponent(id)}${turn ? `?turn=${turn}` : ''}`;
}
