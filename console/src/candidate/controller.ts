import type { CandidateApi } from '../api/candidate';
import { ApiProblem, messageOf } from '../api/problem';
import { uuid } from '../api/uuid';
import { withPending, withStatus } from '../live/conversation';
import { Store } from '../ui/store';
import { Outbox } from './call/outbox';
import { CallSession } from './call/session';
import { MicrophoneCheck } from './media/check';
import { Microphone } from './media/microphone';
import { Speaker } from './media/speaker';
import { forget, recall, remember } from './resume';
import { type CallState, type CandidateState, INITIAL, NEW_CALL, type Phase, type ProblemKind } from './state';

const OPEN = ['scheduled', 'waiting', 'in_progress', 'recovering'];
const STARTED = ['waiting', 'in_progress', 'recovering'];
/** The closing words are still in the loudspeaker's buffer when the conversation is over. */
const LAST_WORDS_MS = 1_500;
const BUSY_RETRY_SECONDS = 15;

/** Leads the candidate through the steps. Views call it; it alone changes the state. */
export class Controller {
  readonly store = new Store<CandidateState>(INITIAL);
  private readonly microphone = new Microphone();
  private readonly speaker = new Speaker((soundBlocked) => this.call({ soundBlocked }));
  private readonly check = new MicrophoneCheck(this.store, this.microphone);
  private readonly outbox: Outbox;
  private session?: CallSession;
  private retry?: ReturnType<typeof setTimeout>;
  private ending = false;

  constructor(
    private readonly interviewId: string,
    private readonly api: CandidateApi,
  ) {
    this.outbox = new Outbox({
      send: (id, text) => this.api.message(this.session?.id ?? '', id, text),
      onStatus: (id, status, problem) => {
        this.call({ conversation: withStatus(this.store.state.call.conversation, id, status) });
        if (problem) this.store.set({ notice: problem.message });
      },
      onSessionLost: (problem) => void this.lost(problem),
    });
  }

  get sessionId(): string | undefined {
    return this.session?.id;
  }

  async load(): Promise<void> {
    this.store.set({ phase: 'loading', problem: undefined });
    try {
      const details = await this.api.find();
      this.store.set({ details });
      if (!OPEN.includes(details.state)) return this.over(details.state);
      const resume = recall(this.interviewId);
      if (resume && details.consent.accepted_at && STARTED.includes(details.state)) {
        return await this.comeBack(resume.mode, resume.deviceId);
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
      if (!opened) return this.store.set({ phase: 'microphone' });
    }
    try {
      const { session_id } = await this.api.join();
      this.enter(session_id);
    } catch (fault) {
      if (fault instanceof ApiProblem && fault.transient && fault.code !== 'NETWORK') this.waitForRoom(fault);
      else if (fault instanceof ApiProblem && fault.code === 'CONSENT_REQUIRED') this.store.set({ phase: 'consent' });
      else this.refused(fault);
    }
  }

  setMuted(muted: boolean): void {
    if (this.microphone.track) this.microphone.track.enabled = !muted;
    this.call({ muted });
  }

  async toTyping(): Promise<void> {
    this.store.set({ mode: 'text' });
    this.session?.stopSpeaking();
    this.releaseMicrophone();
    this.rememberCall();
  }

  async toSpeaking(): Promise<void> {
    const opened = await this.check.open(this.store.state.microphone.deviceId);
    this.check.stop();
    if (!opened) return this.store.set({ notice: 'The microphone could not be opened. You can go on typing.' });
    this.store.set({ mode: 'voice', notice: undefined });
    this.call({ muted: false });
    this.watchTrack();
    this.session?.speak();
    if (this.store.state.call.voice === 'off') this.session?.hear();
    this.rememberCall();
  }

  submit(text: string): void {
    const id = uuid();
    this.store.set({ notice: undefined });
    this.call({ conversation: withPending(this.store.state.call.conversation, id, text) });
    this.outbox.add(id, text);
  }

  sendAgain(id: string): void {
    const message = this.store.state.call.conversation.pending.find((other) => other.id === id);
    if (message) this.outbox.add(id, message.text);
  }

  typing(): void {
    this.session?.typing();
  }

  unblockSound(): Promise<void> {
    return this.speaker.unblock();
  }

  retryNow(): void {
    this.session?.retryNow();
  }

  async leave(): Promise<void> {
    const id = this.session?.id;
    if (!id) return;
    this.call({ leaving: true });
    try {
      await this.api.leave(id);
      this.ended('candidate_left');
    } catch (fault) {
      if (fault instanceof ApiProblem && !fault.transient) return this.ended('candidate_left');
      this.call({ leaving: false });
      this.store.set({ notice: `You are still in the interview: ${messageOf(fault)}` });
    }
  }

  /** The page goes away: close at once, so that the agent sees it within milliseconds. */
  pageHidden(): void {
    this.session?.close(false);
    this.releaseMicrophone();
  }

  private async comeBack(mode: 'voice' | 'text', deviceId?: string): Promise<void> {
    this.store.set({ mode });
    if (mode === 'voice' && !(await this.check.open(deviceId))) return this.store.set({ phase: 'microphone' });
    await this.join();
  }

  private enter(sessionId: string): void {
    const { details } = this.store.state;
    if (!details) return;
    this.check.stop();
    this.ending = false;
    const lastEventId = this.session?.lastEventId;
    this.session?.close(false);
    this.session = new CallSession({
      api: this.api,
      store: this.store,
      details,
      microphone: this.microphone,
      speaker: this.speaker,
      sessionId,
      // A page that shows nothing yet reads everything from the first event.
      lastEventId: this.store.state.call.conversation.turns.length > 0 ? lastEventId : undefined,
      onEnded: (reason) => this.ended(reason),
      onTakenOver: () => this.takenOver(),
      onLost: (problem) => void this.lost(problem),
    });
    this.store.set({ phase: 'call', retryAt: undefined });
    this.call({ rejoining: false });
    this.session.start();
    this.watchTrack();
    this.rememberCall();
    this.outbox.resume();
  }

  /** The session is not the current one any more: somebody took over, or the agent was lost and another one comes. */
  private async lost(problem: ApiProblem): Promise<void> {
    if (this.ending || this.store.state.phase !== 'call' || this.store.state.call.rejoining) return;
    if (problem.code === 'SESSION_TAKEN_OVER') return this.takenOver();
    this.session?.close(false);
    this.call({ rejoining: true });
    for (let attempt = 1; this.store.state.call.rejoining; attempt++) {
      try {
        const details = await this.api.find();
        this.store.set({ details });
        if (!OPEN.includes(details.state)) return this.over(details.state);
        return this.enter((await this.api.join()).session_id);
      } catch (fault) {
        if (fault instanceof ApiProblem && !fault.transient) return this.refused(fault);
        await new Promise((done) => setTimeout(done, Math.min(5_000, 500 * 2 ** attempt)));
      }
    }
  }

  private watchTrack(): void {
    const track = this.microphone.track;
    track?.addEventListener('ended', () => void this.replaceMicrophone(track), { once: true });
  }

  /** The device was unplugged: go on with another one, or say so. */
  private async replaceMicrophone(gone: MediaStreamTrack): Promise<void> {
    if (this.microphone.track !== gone || this.store.state.phase !== 'call') return;
    try {
      await this.microphone.open();
      const track = this.microphone.track;
      if (track) this.session?.replaceTrack(track);
      this.watchTrack();
      this.store.set({ notice: 'Your microphone was disconnected; another one is used now.' });
    } catch {
      this.store.set({ notice: 'Your microphone was disconnected. Plug it in again and reload this page, or type.' });
    }
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

  private ended(reason: string): void {
    if (this.ending) return;
    this.ending = true;
    forget(this.interviewId);
    this.call({ leaving: true });
    setTimeout(() => this.finish({ phase: 'goodbye', endReason: reason }), LAST_WORDS_MS);
  }

  private over(state: string): void {
    forget(this.interviewId);
    this.finish({ phase: 'problem', problem: { kind: state === 'expired' ? 'expired' : 'over', message: state } });
  }

  private takenOver(): void {
    forget(this.interviewId);
    this.finish({ phase: 'problem', problem: { kind: 'taken_over' } });
  }

  private refused(fault: unknown): void {
    this.finish({ phase: 'problem', problem: { kind: problemKind(fault), message: messageOf(fault) } });
  }

  private finish(part: Partial<CandidateState>): void {
    clearTimeout(this.retry);
    this.session?.close(false);
    this.session = undefined;
    this.releaseMicrophone();
    this.call({ rejoining: false });
    this.store.set(part);
  }

  private releaseMicrophone(): void {
    this.check.stop();
    this.microphone.close();
  }

  private rememberCall(): void {
    remember(this.interviewId, { mode: this.store.state.mode, deviceId: this.microphone.deviceId });
  }

  private call(part: Partial<CallState>): void {
    this.store.update((state) => ({ ...state, call: { ...state.call, ...part } }));
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
