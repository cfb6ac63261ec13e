/** Measures how loud a stream is, 0 to 1 on a scale that follows the ear, about 30 times a second. */
export class LevelMeter {
  private readonly context: AudioContext;
  private readonly analyser: AnalyserNode;
  private readonly source: MediaStreamAudioSourceNode;
  private readonly samples: Float32Array<ArrayBuffer>;
  private readonly timer: number;

  constructor(stream: MediaStream, onLevel: (level: number) => void) {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.samples = new Float32Array(new ArrayBuffer(this.analyser.fftSize * 4));
    this.source = this.context.createMediaStreamSource(stream);
    this.source.connect(this.analyser);
    // A context made without a click starts suspended in some browsers, after a reload for example.
    this.resume();
    document.addEventListener('pointerdown', this.resume);
    document.addEventListener('keydown', this.resume);
    this.timer = window.setInterval(() => onLevel(this.measure()), 33);
  }

  close(): void {
    clearInterval(this.timer);
    document.removeEventListener('pointerdown', this.resume);
    document.removeEventListener('keydown', this.resume);
    this.source.disconnect();
    void this.context.close().catch(() => undefined);
  }

  private readonly resume = (): void => {
    if (this.context.state === 'suspended') void this.context.resume().catch(() => undefined);
  };

  private measure(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    let sum = 0;
    for (const sample of this.samples) sum += sample * sample;
    return loudness(Math.sqrt(sum / this.samples.length));
  }
}

/** Maps a root mean square of -60 dB to 0 and of -12 dB to 1. */
export function loudness(rms: number): number {
  if (rms <= 0) return 0;
  const decibel = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (decibel + 60) / 48));
}

/** Shows a level on every element that asks for it, without a new rendering of the page. */
export function showLevel(name: 'microphone' | 'voice', level: number): void {
  const text = level.toFixed(3);
  for (const element of document.querySelectorAll<HTMLElement>(`[data-meter="${name}"]`)) {
    element.style.setProperty('--level', text);
  }
}
