import type { Store } from '../../ui/store';
import type { CandidateState, MicrophoneState } from '../state';
import { LevelMeter, showLevel } from './level-meter';
import { Microphone, MicrophoneProblem } from './microphone';

/** Above the hum of a room, below a calm voice. */
const AUDIBLE = 0.38;
/** So many measures of about 33 ms must be audible: a click of the mouse is not enough. */
const ENOUGH = 6;
const SILENT_AFTER_MS = 6_000;

/** The microphone check before the call: opens it, shows its level, says whether anything is heard. */
export class MicrophoneCheck {
  private meter?: LevelMeter;
  private silence?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly store: Store<CandidateState>,
    private readonly microphone: Microphone,
  ) {}

  /** True when the microphone is open. */
  async open(deviceId?: string): Promise<boolean> {
    this.stop();
    this.set({ status: 'asking', heard: false, silent: false });
    try {
      const stream = await this.microphone.open(deviceId);
      const devices = await this.microphone.devices();
      this.set({ status: 'ready', devices, deviceId: this.microphone.deviceId });
      this.listen(stream);
      return true;
    } catch (fault) {
      this.set({ status: fault instanceof MicrophoneProblem ? fault.status : 'failed' });
      return false;
    }
  }

  /** Stops measuring; the microphone stays open. */
  stop(): void {
    this.meter?.close();
    this.meter = undefined;
    clearTimeout(this.silence);
  }

  private listen(stream: MediaStream): void {
    let audible = 0;
    this.silence = setTimeout(() => this.set({ silent: true }), SILENT_AFTER_MS);
    this.meter = new LevelMeter(stream, (level) => {
      showLevel('microphone', level);
      if (level < AUDIBLE || ++audible !== ENOUGH) return;
      clearTimeout(this.silence);
      this.set({ heard: true, silent: false });
    });
  }

  private set(part: Partial<MicrophoneState>): void {
    this.store.update((state) => ({ ...state, microphone: { ...state.microphone, ...part } }));
  }
}
