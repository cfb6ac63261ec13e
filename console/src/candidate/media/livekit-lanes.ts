import type { MediaDirection } from '../../api/types';
import type { LaneState } from './lane';

/** What is known of the one connection that LiveKit uses for both directions. */
export interface Connection {
  room: 'off' | 'connecting' | 'connected' | 'reconnecting';
  /** The candidate wants to be heard. */
  speaking: boolean;
  published: boolean;
  /** The agent's voice arrives, or did before. */
  voice: 'none' | 'here' | 'gone';
}

export const NOT_CONNECTED: Connection = { room: 'off', speaking: false, published: false, voice: 'none' };

/** The state of one direction, in the words of the page. */
export function laneOf(direction: MediaDirection, { room, speaking, published, voice }: Connection): LaneState {
  if (room !== 'connected') return direction === 'microphone' && !speaking ? 'off' : room;
  if (direction === 'microphone') return published ? 'connected' : speaking ? 'connecting' : 'off';
  return voice === 'here' ? 'connected' : voice === 'none' ? 'connecting' : 'reconnecting';
}

/** Numbers of LiveKit's protocol; the library is loaded later, and in calls over LiveKit only. */
const DUPLICATE_IDENTITY = 2;

/** Whether a disconnection is another browser that took this one's place; every other one is worth a new connection. */
export function isTakenOver(reason: number | undefined): boolean {
  return reason === DUPLICATE_IDENTITY;
}

/** How long to wait before the next attempt, after so many failures in a row. */
export function delayAfter(failures: number): number {
  return Math.min(5_000, 400 * 2 ** failures);
}
