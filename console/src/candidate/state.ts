import type { AgentState, CandidateInterview, ProgressUpdate } from '../api/types';
import { type Conversation, NO_CONVERSATION } from '../live/conversation';
import type { StreamState } from '../live/event-stream';
import type { LaneState } from './media/lane';

export type Phase =
  | 'loading'
  | 'welcome'
  | 'consent'
  | 'microphone'
  | 'joining'
  | 'busy'
  | 'call'
  | 'goodbye'
  | 'problem';

export type ProblemKind = 'invalid_link' | 'expired' | 'erased' | 'over' | 'taken_over' | 'unreachable' | 'failed';

/** What the microphone check found; each but `ready` has its own help text. */
export type MicrophoneStatus = 'idle' | 'asking' | 'ready' | 'refused' | 'none' | 'in_use' | 'insecure' | 'failed';

export interface MicrophoneState {
  status: MicrophoneStatus;
  devices: { id: string; label: string }[];
  deviceId?: string;
  /** Whether anything louder than a quiet room was heard. */
  heard: boolean;
  /** Nothing was heard for several seconds. */
  silent: boolean;
}

export interface CallState {
  agent: AgentState;
  conversation: Conversation;
  progress?: ProgressUpdate;
  /** When the time is up, by this page's clock in milliseconds. */
  endsAt?: number;
  muted: boolean;
  /** The browser wants a click before it plays sound. */
  soundBlocked: boolean;
  events: StreamState;
  microphone: LaneState;
  voice: LaneState;
  /** A new session is being asked for. */
  rejoining: boolean;
  leaving: boolean;
}

export interface CandidateState {
  phase: Phase;
  mode: 'voice' | 'text';
  details?: CandidateInterview;
  problem?: { kind: ProblemKind; message?: string };
  /** When the next try to join is made, milliseconds since the epoch. */
  retryAt?: number;
  /** The place in the queue for a room, 1 for who is next; absent when it is not known. */
  queuePosition?: number;
  /** A request of the current step is on its way. */
  working: boolean;
  /** One sentence about the current step's last failure. */
  notice?: string;
  microphone: MicrophoneState;
  call: CallState;
  endReason?: string;
}

export const NEW_CALL: CallState = {
  agent: 'initializing',
  conversation: NO_CONVERSATION,
  muted: false,
  soundBlocked: false,
  events: 'connecting',
  microphone: 'off',
  voice: 'off',
  rejoining: false,
  leaving: false,
};

export const INITIAL: CandidateState = {
  phase: 'loading',
  mode: 'voice',
  working: false,
  microphone: { status: 'idle', devices: [], heard: false, silent: false },
  call: NEW_CALL,
};

/** Whose turn it is, in the words of the page. */
export type Floor = 'connecting' | 'reconnecting' | 'agent' | 'thinking' | 'you' | 'muted' | 'closing';

export function floorOf(state: CandidateState): Floor {
  const { call, mode } = state;
  if (call.leaving) return 'closing';
  if (call.rejoining || isBroken(state)) return 'reconnecting';
  if (mode === 'voice' && (call.voice === 'connecting' || call.microphone === 'connecting')) return 'connecting';
  switch (call.agent) {
    case 'initializing':
      return 'connecting';
    case 'thinking':
      return 'thinking';
    case 'speaking':
      return 'agent';
    case 'listening':
      return mode === 'voice' && call.muted ? 'muted' : 'you';
    case 'closed':
      return 'closing';
  }
}

function isBroken({ call }: CandidateState): boolean {
  return call.events === 'waiting' || call.microphone === 'reconnecting' || call.voice === 'reconnecting';
}

/** The remaining seconds, counted on between two updates of the agent. */
export function remainingSeconds(call: CallState, now: number): number | undefined {
  return call.endsAt === undefined ? undefined : Math.max(0, (call.endsAt - now) / 1000);
}
