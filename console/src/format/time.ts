/** `m:ss`, or `h:mm:ss` from one hour on. Negative and unknown times show as zero. */
export function clock(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0;
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const s = String(whole % 60).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** For people and screen readers: `12 minutes`, `1 minute 30 seconds`, `45 seconds`. */
export function spokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const m = Math.floor(whole / 60);
  const s = whole % 60;
  const parts = [];
  if (m > 0) parts.push(plural(m, 'minute'));
  if (s > 0 || m === 0) parts.push(plural(s, 'second'));
  return parts.join(' ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Seconds between two instants, 0 when the second is missing or earlier. */
export function secondsBetween(from: string, to: string | null | undefined): number {
  if (!to) return 0;
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}

/** Date and time in the reader's own language and zone. */
export function dateTime(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** `just now`, `5 minutes ago`, `yesterday`; a date when it is more than a week away. */
export function ago(instant: string, now: number = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return 'just now';
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (distance < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (distance < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  if (distance < 7 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(instant));
}
