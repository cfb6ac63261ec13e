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

/** Leads the candidate through the steps up to the call and after it; the call itself is the {@link Room}'s. */
export class Controller {
  readonly store = new Store<CandidateState>(INITIAL);
  readonly room: Room;
  private readonly microphone = new Microphone();
  private readonly check = new MicrophoneCheck(this.store, this.microphone);
  private retry?: ReturnType<typeof setTimeout>;

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
      rejoin: () => this.rejoin(),
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

  /** Also the "try again" of the busy page and the "continue here" of the one that was taken over. */
  async join(): Promise<void> {
    clearTimeout(this.retry);
    this.store.set({ phase: 'joining', problem: undefined, retryAt: undefined, notice: undefined, call: NEW_CALL });
    if (this.store.state.mode === 'voice' && !this.microphone.track) {
      const opened = await this.check.open(recall(this.interviewId)?.deviceId);
      if (!opened) return this.go('microphone');
    }
    try {
      const joined = await this.api.join();
      this.check.stop();
      this.room.enter(joined);
    } catch (fault) {
      if (!(fault instanceof ApiProblem)) this.refused(fault);
      else if (fault.transient && fault.code !== 'NETWORK') this.waitForRoom(fault);
      else if (fault.code === 'CONSENT_REQUIRED') this.go('consent');
      else this.refused(fault);
    }
  }

  /** The page goes away: close at once, so that the agent sees it within milliseconds. */
  pageHidden(): void {
    this.room.close();
    this.releaseMicrophone();
  }

  private async rejoin(): Promise<JoinResponse | undefined> {
    const details = await this.api.find();
    this.store.set({ details });
    if (OPEN.includes(details.state)) return this.api.join();
    this.over(details.state);
    return undefined;
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

  private waitForRoom(problem: ApiProblem): void {
    const seconds = problem.retryAfterSeconds ?? BUSY_RETRY_SECONDS;
    this.store.set({ phase: 'busy', retryAt: Date.now() + seconds * 1000 });
    this.retry = setTimeout(() => void this.join(), seconds * 1000);
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
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'INVALID_REQUEST':
      return 'invalid_link';
    default:
      return fault.transient ? 'unreachable' : 'failed';
  }
}
