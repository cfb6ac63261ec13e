import type { DurableEvent, IncidentData } from '../../api/types';
import type { Line } from '../../live/conversation';

/** Something that went wrong and was survived, as the recruiter reads it. */
export interface Incident {
  id: string;
  time: string;
  text: string;
}

const PORTS: Record<string, string> = {
  SpeechToText: 'Hearing',
  TextToSpeech: 'Voice',
  LanguageModel: 'Interviewer',
  Room: 'Room',
};

/** What happened to the interview as a whole; the text says more. */
const KINDS: Record<string, string> = {
  agent_recovered: 'Another node took over',
  lease_lost: 'The node before had to stop',
  handed_over: 'Handed over to another node',
  turns_spooled: 'Kept on the node’s disk for now',
  turns_delivered: 'Delivered to the database',
  turns_refused: 'Came too late for the transcript',
  store_away: 'Database out of reach',
  store_back: 'Database reached again',
  room_lost: 'Room lost',
  room_regained: 'Room regained',
};

/** `Hearing: deepgram did not answer in time; sphinx went on`. */
export function incidentOf(event: DurableEvent<IncidentData>): Incident {
  const { kind, text, port, provider, next } = event.data;
  const label = KINDS[kind] ?? (port && (PORTS[port] ?? port));
  const where = label ? `${label}: ` : '';
  return { id: event.id, time: event.time, text: `${where}${text}${outcome(text, provider, next)}` };
}

function outcome(text: string, provider: string | undefined, next: string | undefined): string {
  // Only a provider's fault has somebody who goes on, or nobody.
  if (!provider) return '';
  const link = /[.!?]$/.test(text) ? ' ' : '; ';
  if (!next) return link === ' ' ? ' Nobody else could go on' : '; nobody else could go on';
  return `${link}${next} ${next === provider ? 'was asked again' : 'went on'}`;
}

/** With one more; one that comes twice, as after a reconnect, is there once. In order of time. */
export function withIncident(incidents: readonly Incident[], incident: Incident): readonly Incident[] {
  if (incidents.some(({ id }) => id === incident.id)) return incidents;
  return [...incidents, incident].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}

/** A line with the one said before it, or an incident. */
export type Entry =
  | { key: string; line: Line; before?: Line; incident?: undefined }
  | { key: string; incident: Incident; line?: undefined };

/**
 * What is said and what went wrong, in order: an incident stands before the first turn that began after it, and before
 * what is being said when it is later than all turns that began.
 */
export function entriesOf(lines: readonly Line[], incidents: readonly Incident[]): Entry[] {
  const entries: Entry[] = [];
  let next = 0;
  const until = (time: number) => {
    for (; next < incidents.length && Date.parse(incidents[next]!.time) < time; next++) {
      entries.push({ key: `incident-${incidents[next]!.id}`, incident: incidents[next]! });
    }
  };
  lines.forEach((line, index) => {
    until(line.turn ? Date.parse(line.turn.started_at) : Infinity);
    entries.push({ key: line.key, line, before: lines[index - 1] });
  });
  until(Infinity);
  return entries;
}
