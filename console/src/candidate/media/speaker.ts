import { LevelMeter, showLevel } from './level-meter';

/** Plays the interviewer's voice and copes with browsers that want a click before they play sound. */
export class Speaker {
  private readonly audio = document.createElement('audio');
  private meter?: LevelMeter;

  constructor(private readonly onBlocked: (blocked: boolean) => void) {
    this.audio.autoplay = true;
    this.audio.dataset.testid = 'voice';
    document.body.append(this.audio);
  }

  play(stream: MediaStream): void {
    this.audio.srcObject = stream;
    this.meter?.close();
    this.meter = new LevelMeter(stream, (level) => showLevel('voice', level));
    void this.unblock();
  }

  /** Call it from a click. */
  async unblock(): Promise<void> {
    try {
      await this.audio.play();
      this.onBlocked(false);
    } catch (fault) {
      // A newer stream ending this call to play() is no refusal.
      if (fault instanceof DOMException && fault.name === 'NotAllowedError') this.onBlocked(true);
    }
  }

  stop(): void {
    this.meter?.close();
    this.meter = undefined;
    this.audio.srcObject = null;
  }
}
