import { linesOf } from '../live/conversation';
import type { Controller } from './controller';
import { floorOf } from './state';

/** What end-to-end tests and a curious person in the browser's console may read. Nothing in it can be changed. */
export interface PageState {
  readonly phase: string;
  readonly mode: string;
  readonly problem: string | undefined;
  readonly sessionId: string | undefined;
  readonly agentState: string;
  readonly floor: string;
  readonly captions: readonly { speaker: string; text: string; state: string; turnNo?: number }[];
  readonly progress: { questionNo: number; questionCount: number } | undefined;
  readonly connections: { readonly events: string; readonly microphone: string; readonly voice: string };
  readonly muted: boolean;
  readonly endReason: string | undefined;
}

declare global {
  interface Window {
    rbv: PageState;
  }
}

export function exposeState(controller: Controller): void {
  const now = () => controller.store.state;
  const state: PageState = {
    get phase() {
      return now().phase;
    },
    get mode() {
      return now().mode;
    },
    get problem() {
      return now().problem?.kind;
    },
    get sessionId() {
      return controller.room.sessionId;
    },
    get agentState() {
      return now().call.agent;
    },
    get floor() {
      return floorOf(now());
    },
    get captions() {
      return linesOf(now().call.conversation).map((line) => ({
        speaker: line.speaker,
        text: line.text,
        state: line.state,
        turnNo: line.turn?.turn_no,
      }));
    },
    get progress() {
      const progress = now().call.progress;
      return progress && { questionNo: progress.question_no, questionCount: progress.question_count };
    },
    get connections() {
      const { events, microphone, voice } = now().call;
      return { events, microphone, voice };
    },
    get muted() {
      return now().call.muted;
    },
    get endReason() {
      return now().endReason;
    },
  };
  Object.defineProperty(window, 'rbv', { value: Object.freeze(state), writable: false });
}
