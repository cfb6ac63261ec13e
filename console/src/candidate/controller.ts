import type { CandidateApi } from '../api/candidate';
import { ApiProblem, messageOf } from '../api/problem';
import type { JoinResponse } from '../api/types';
import { Store } from '../ui/store';
import { Room } from './call/room';
import { MicrophoneCheck } from './media/check';
import { Microphone } from './media/microphone';
import { forget, recall, remember } from './resume';
import { type CandidateState, INITIAL, NEW_CALL, type Phase, type ProblemKind } from './state';

const OPEN = ['scheduled', 'waiting', 'in_progress', 'recovering'];
const STARTED = ['waiting', 'in_progress', 'recovering'];
const BUSY_RETRY_SECONDS = 15;
/** A place is given up when it was not asked for within 30 s. */
const QUEUE_RETRY_SECONDS = 3;

/** Leads the candidate through the steps up to the call and after it; the call itself is the {@link Room}'s. */
export class Controller {
  readonly store = new Store<CandidateState>(INITIAL);
  readonly room: Room;
  private readonly microphone = new Microphone();
  private readonly check = new MicrophoneCheck(this.store, this.microphone);
  private retry?: ReturnType<typeof setTimeout>;
  /** The session that waits for a room, and keeps the place. */
  private waiting?: string;

  constructor(
    private readonly interviewId: string,
    private readonly api: CandidateApi,
  ) {
    this.room = new Room({
      api,
      store: this.store,
      microphone: this.microphone,
      check: this.check,
      onEntered: () =>
        remember(interviewId, { mode: this.store.state.mode, deviceId: this.microphone.deviceId }),
      onEnded: (reason) => this.finish({ phase: 'goodbye', endReason: reason }),
      onTakenOver: () => this.finish({ phase: 'problem', problem: { kind: 'taken_over' } }),
      onRefused: (fault) => this.refused(fault),
      rejoin: (sessionId) => this.rejoin(sessionId),
    });
  }

  async load(): Promise<void> {
    this.store.set({ phase: 'loading', problem: undefined });
    try {
      const details = await this.api.find();
      this.store.set({ details });
      if (!OPEN.includes(details.state)) return this.over(details.state);
      const resume = recall(this.interviewId);
      if (resume && details.consent.accepted_at && STARTED.includes(details.state)) {
        this.store.set({ mode: resume.mode });
        return await this.join();
      }
      this.store.set({ phase: 'welcome' });
    } catch (fault) {
      this.refused(fault);
    }
  }

  go(phase: Phase): void {
    this.store.set({ phase, notice: undefined });
  }

  /** From the welcome page; a consent given earlier is not asked for again. */
  next(): void {
    this.go(this.store.state.details?.consent.accepted_at ? 'microphone' : 'consent');
  }

  async accept(): Promise<void> {
    const details = this.store.state.details;
    if (!details) return;
    this.store.set({ working: true, notice: undefined });
    try {
      await this.api.consent(details.consent.version, details.consent.sha256);
      const consent = { ...details.consent, accepted_at: new Date().toISOString() };
      this.store.set({ details: { ...details, consent }, phase: 'microphone' });
    } catch (fault) {
      if (fault instanceof ApiProblem && fault.code === 'INVALID_STATE') await this.reloadConsent();
      else this.store.set({ notice: messageOf(fault) });
    } finally {
      this.store.set({ working: false });
    }
  }

  checkMicrophone(deviceId?: string): Promise<boolean> {
    return this.check.open(deviceId);
  }

  joinSpeaking(): Promise<void> {
    this.store.set({ mode: 'voice' });
    return this.join();
  }

  joinTyping(): Promise<void> {
    this.releaseMicrophone();
    this.store.set({ mode: 'text' });
    return this.join();
  }

  /** Also the "continue here" of the page that was taken over. Other browsers with this link give way. */
  async join(): Promise<void> {
    clearTimeout(this.retry);
    this.waiting = undefined;
    this.store.set({ phase: 'joining', problem: undefined, retryAt: undefined, notice: undefined, call: NEW_CALL });
    if (this.store.state.mode === 'voice' && !this.microphone.track) {
      const opened = await this.check.open(recall(this.interviewId)?.deviceId);
      if (!opened) return this.go('microphone');
    }
    return this.askForRoom();
  }

  /** From the busy page, by itself and by its button; the place in the queue is kept. */
  async askForRoom(): Promise<void> {
    clearTimeout(this.retry);
    try {
      const joined = await this.api.join(this.waiting);
      if (this.store.state.phase !== 'joining' && this.store.state.phase !== 'busy') return;
      if (joined.queued) {
        this.waiting = joined.session_id;
        return this.waitForRoom(joined.retry_after_seconds, joined.position);
      }
      this.waiting = undefined;
      this.check.stop();
      this.room.enter(joined);
    } catch (fault) {
      if (!(fault instanceof ApiProblem)) this.refused(fault);
      else if (this.waiting && fault.transient) this.waitForRoom(QUEUE_RETRY_SECONDS, this.store.state.queuePosition);
      else if (fault.transient && fault.code !== 'NETWORK') this.waitForRoom(fault.retryAfterSeconds ?? BUSY_RETRY_SECONDS);
      else if (fault.code === 'CONSENT_REQUIRED') this.go('consent');
      else this.refused(fault);
    }
  }

  /** The page goes away: close at once, so that the agent sees it within milliseconds. */
  pageHidden(): void {
    this.room.close();
    this.releaseMicrophone();
  }

  private async rejoin(sessionId: string | undefined): Promise<JoinResponse | undefined> {
    const details = await this.api.find();
    this.store.set({ details });
    if (!OPEN.includes(details.state)) {
      this.over(details.state);
      return undefined;
    }
    const joined = await this.api.join(sessionId);
    if (joined.queued) throw new ApiProblem(503, 'BUSY', 'All interviewers are busy right now.');
    return joined;
  }

  private async reloadConsent(): Promise<void> {
    try {
      const details = await this.api.find();
      if (!OPEN.includes(details.state)) return this.over(details.state);
      this.store.set({ details, notice: 'The notice was changed in the meantime. Please read it again.' });
    } catch (fault) {
      this.refused(fault);
    }
  }

  private waitForRoom(seconds: number, queuePosition?: number): void {
    this.store.set({ phase: 'busy', retryAt: Date.now() + seconds * 1000, queuePosition });
    this.retry = setTimeout(() => void this.askForRoom(), seconds * 1000);
  }

  private over(state: string): void {
    this.finish({ phase: 'problem', problem: { kind: state === 'expired' ? 'expired' : 'over', message: state } });
  }

  private refused(fault: unknown): void {
    this.finish({ phase: 'problem', problem: { kind: problemKind(fault), message: messageOf(fault) } });
  }

  private finish(part: Partial<CandidateState>): void {
    clearTimeout(this.retry);
    // An unreachable server is no end: a reload shall find the way back into the call.
    if (part.problem?.kind !== 'unreachable') forget(this.interviewId);
    this.room.close();
    this.releaseMicrophone();
    this.store.set(part);
  }

  private releaseMicrophone(): void {
    this.check.stop();
    this.microphone.close();
  }
}

function problemKind(fault: unknown): ProblemKind {
  if (!(fault instanceof ApiProblem)) return 'failed';
  switch (fault.code) {
    case 'LINK_EXPIRED':
      return 'expired';
    case 'ERASED':
      return 'erased';
    case 'INVALID_STATE':
      return 'over';
    case 'SESSION_TAKEN_OVER':
      return 'taken_over';
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'INVALID_REQUEST':
      return 'invalid_link';
    default:
      return fault.transient ? 'unreachable' : 'failed';
  }
}
