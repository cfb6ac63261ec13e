import type { CandidateApi } from '../../api/candidate';
import { ApiProblem, messageOf } from '../../api/problem';
import type { JoinResponse } from '../../api/types';
import { uuid } from '../../api/uuid';
import { withPending, withStatus } from '../../live/conversation';
import type { Store } from '../../ui/store';
import type { MicrophoneCheck } from '../media/check';
import type { Microphone } from '../media/microphone';
import { Speaker } from '../media/speaker';
import type { CallState, CandidateState } from '../state';
import { Outbox } from './outbox';
import { CallSession } from './session';

export interface RoomOptions {
  api: CandidateApi;
  store: Store<CandidateState>;
  microphone: Microphone;
  check: MicrophoneCheck;
  /** The call was entered, or the way of answering changed. */
  onEntered: () => void;
  onEnded: (reason: string) => void;
  onTakenOver: () => void;
  /** The interview cannot go on for this page. */
  onRefused: (fault: unknown) => void;
  /** Joins again with the session; absent when the interview has ended, which is then shown already. */
  rejoin: (sessionId: string | undefined) => Promise<JoinResponse | undefined>;
}

/** The closing words are still in the loudspeaker's buffer when the conversation is over; reading them takes longer. */
const LAST_WORDS_MS = { voice: 1_500, text: 4_000 };
/** For so long the goodbye of the agent is waited for after "leave". */
const GOODBYE_MS = 6_000;
/** And for so long after the stored state became a final one: a cancellation is stored before it is said. */
const CLOSING_SENTENCE_MS = 10_000;
/** More sessions lost than this in a minute, and another one would not help. */
const LOSSES_A_MINUTE = 5;
/** Another agent is there within seconds, and says so; this is for who missed it. */
const MAX_REJOIN_DELAY_MS = 2_000;

/** The call from its first to its last session: what the candidate does in it, and what becomes of lost sessions. */
export class Room {
  private readonly speaker = new Speaker((soundBlocked) => this.call({ soundBlocked }));
  private readonly outbox: Outbox;
  private session?: CallSession;
  private losses: number[] = [];
  /** Another process holds the interview since the last join. */
  private moved = false;
  /** The newest fencing number that the page was told of, and the one it has joined since. */
  private told = 0;
  private joined = 0;
  private wake?: () => void;
  private ending?: ReturnType<typeof setTimeout>;

  constructor(private readonly options: RoomOptions) {
    this.outbox = new Outbox({
      send: (id, text) => options.api.message(this.session?.id ?? '', id, text),
      onStatus: (id, status, problem) => {
        const { conversation } = this.state.call;
        this.call({ conversation: withStatus(conversation, id, status) });
        // One that is stored by now, as its turn tells, did not fail.
        const isPending = conversation.pending.some((message) => message.id === id);
        if (problem && isPending) options.store.set({ notice: problem.message });
      },
      onSessionLost: (problem) => void this.lost(problem),
    });
  }

  get sessionId(): string | undefined {
    return this.session?.id;
  }

  enter({ session_id: sessionId, livekit: ticket }: JoinResponse): void {
    const { api, store, microphone, onTakenOver } = this.options;
    const details = this.state.details;
    if (!details) return;
    if (this.session?.id === sessionId) return this.reentered(this.session);
    const lastEventId = this.session?.lastEventId;
    this.session?.close(false);
    this.session = new CallSession({
      api,
      store,
      details,
      microphone,
      speaker: this.speaker,
      sessionId,
      ticket,
      // A page that shows nothing yet reads everything from the first event.
      lastEventId: this.state.call.conversation.turns.length > 0 ? lastEventId : undefined,
      onEnded: (reason) => this.ended(reason, LAST_WORDS_MS[this.state.mode]),
      onEnding: (reason) => this.expectEnd(reason),
      onTakenOver,
      onMoved: (fence) => this.agentMoved(fence),
      onLost: (problem) => void this.lost(problem),
      onNoAudio: () => {
        store.set({ notice: 'The audio connection is not possible from here. Please type your answers.' });
        this.toTyping();
      },
    });
    store.set({ phase: 'call' });
    this.call({ rejoining: false });
    this.session.start();
    this.watchTrack();
    this.outbox.resume();
    this.options.onEntered();
  }

  private reentered(session: CallSession): void {
    const moved = this.moved;
    this.moved = false;
    this.call({ rejoining: false });
    session.rejoined(moved);
    this.outbox.resume();
  }

  setMuted(muted: boolean): void {
    const { track } = this.options.microphone;
    if (track) track.enabled = !muted;
    this.session?.setMuted(muted);
    this.call({ muted });
  }

  toTyping(): void {
    this.options.store.set({ mode: 'text' });
    this.session?.stopSpeaking();
    this.options.microphone.close();
    this.options.onEntered();
  }

  async toSpeaking(): Promise<void> {
    const { check, store } = this.options;
    const opened = await check.open(this.state.microphone.deviceId);
    check.stop();
    if (!opened) return store.set({ notice: 'The microphone could not be opened. You can go on typing.' });
    store.set({ mode: 'voice', notice: undefined });
    this.call({ muted: false });
    this.watchTrack();
    this.session?.speak();
    if (this.state.call.voice === 'off') this.session?.hear();
    this.options.onEntered();
  }

  submit(text: string): void {
    const id = uuid();
    this.options.store.set({ notice: undefined });
    this.call({ conversation: withPending(this.state.call.conversation, id, text) });
    this.outbox.add(id, text);
  }

  sendAgain(id: string): void {
    const message = this.state.call.conversation.pending.find((other) => other.id === id);
    if (message) this.outbox.add(id, message.text);
  }

  typing(): void {
    this.session?.typing();
  }

  unblockSound(): Promise<void> {
    return this.speaker.unblock();
  }

  retryNow(): void {
    this.wake?.();
    this.session?.retryNow();
  }

  async leave(): Promise<void> {
    const id = this.session?.id;
    if (!id) return;
    this.call({ leaving: true });
    try {
      await this.options.api.leave(id);
      this.options.microphone.close();
      this.ended('candidate_stopped', GOODBYE_MS);
    } catch (fault) {
      if (fault instanceof ApiProblem && !fault.transient) return this.ended('candidate_stopped', 0);
      this.call({ leaving: false });
      this.options.store.set({ notice: `You are still in the interview: ${messageOf(fault)}` });
    }
  }

  close(): void {
    clearTimeout(this.ending);
    this.ending = undefined;
    this.session?.close(false);
    this.session = undefined;
    this.call({ rejoining: false, leaving: false });
  }

  /** The goodbye page comes after the last words; an end announced by the agent overtakes the wait after "leave". */
  private ended(reason: string, wait: number): void {
    clearTimeout(this.ending);
    this.call({ leaving: true });
    this.ending = setTimeout(() => this.options.onEnded(reason), wait);
  }

  /** The page stays to hear the closing sentence; the agent tells when it is over, unless the agent is gone. */
  private expectEnd(reason: string): void {
    this.ending ??= setTimeout(() => this.options.onEnded(reason), CLOSING_SENTENCE_MS);
  }

  /** Told again and again until the page has joined. */
  private agentMoved(fence = this.joined + 1): void {
    if (fence <= this.joined) return;
    this.told = Math.max(this.told, fence);
    this.moved = true;
    if (this.state.call.rejoining) this.wake?.();
    else void this.rejoin();
  }

  /**
   * The agent does not know this session, or there is no agent. That another browser took over is told by an event of its
   * own; when that was missed, the join with this session is refused, for the server knows which browser joined last. So a
   * page that was taken over stays out, and one whose agent was lost comes back without the candidate doing anything.
   */
  private async lost(problem: ApiProblem): Promise<void> {
    if (problem.code === 'SESSION_TAKEN_OVER') this.moved = true;
    return this.rejoin(problem);
  }

  private async rejoin(problem?: ApiProblem): Promise<void> {
    if (this.ending || this.state.phase !== 'call' || this.state.call.rejoining) return;
    if (problem && this.losesTooMany()) return this.options.onRefused(problem);
    // What still works goes on meanwhile.
    this.call({ rejoining: true });
    for (let attempt = 0; this.state.call.rejoining; attempt++) {
      try {
        const told = this.told;
        const joined = await this.options.rejoin(this.session?.id);
        if (!joined || !this.state.call.rejoining) return;
        this.enter(joined);
        this.joined = told;
        // Moved once more meanwhile: who answered may have been the agent before.
        if (this.told > told) this.agentMoved(this.told);
        return;
      } catch (fault) {
        if (!this.state.call.rejoining) return;
        if (fault instanceof ApiProblem && fault.code === 'SESSION_TAKEN_OVER') return this.options.onTakenOver();
        if (fault instanceof ApiProblem && !fault.transient) return this.options.onRefused(fault);
        await this.pause(Math.min(MAX_REJOIN_DELAY_MS, 250 * 2 ** attempt));
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private losesTooMany(): boolean {
    const minuteAgo = Date.now() - 60_000;
    this.losses = [...this.losses.filter((at) => at > minuteAgo), Date.now()];
    return this.losses.length > LOSSES_A_MINUTE;
  }

  private watchTrack(): void {
    const { track } = this.options.microphone;
    track?.addEventListener('ended', () => void this.replaceMicrophone(track), { once: true });
  }

  /** The device was unplugged: go on with another one, or say so. */
  private async replaceMicrophone(gone: MediaStreamTrack): Promise<void> {
    const { microphone, store } = this.options;
    if (microphone.track !== gone || this.state.phase !== 'call') return;
    try {
      await microphone.open();
      const track = microphone.track;
      if (track) this.session?.replaceTrack(track);
      this.watchTrack();
      store.set({ notice: 'Your microphone was disconnected; another one is used now.' });
    } catch {
      store.set({ notice: 'Your microphone was disconnected. Plug it in again and reload this page, or type.' });
    }
  }

  private get state(): CandidateState {
    return this.options.store.state;
  }

  private call(part: Partial<CallState>): void {
    this.options.store.update((state) => ({ ...state, call: { ...state.call, ...part } }));
  }
}
