import type { MicrophoneStatus } from '../state';

/** The microphone could not be opened; `status` says which help to show. */
export class MicrophoneProblem extends Error {
  constructor(readonly status: Exclude<MicrophoneStatus, 'idle' | 'asking' | 'ready'>) {
    super(status);
  }
}

/** Holds the one open microphone. Nothing here runs before consent. */
export class Microphone {
  private stream?: MediaStream;

  get track(): MediaStreamTrack | undefined {
    return this.stream?.getAudioTracks()[0];
  }

  get media(): MediaStream | undefined {
    return this.stream;
  }

  get deviceId(): string | undefined {
    return this.track?.getSettings().deviceId;
  }

  async open(deviceId?: string): Promise<MediaStream> {
    if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneProblem('insecure');
    this.close();
    const audio: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    if (deviceId) audio.deviceId = { exact: deviceId };
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (fault) {
      const name = fault instanceof DOMException ? fault.name : '';
      if (deviceId && (name === 'OverconstrainedError' || name === 'NotFoundError')) return this.open();
      throw new MicrophoneProblem(statusOf(name));
    }
    return this.stream;
  }

  close(): void {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
  }

  /** Names are only known to the page after the microphone was opened once. */
  async devices(): Promise<{ id: string; label: string }[]> {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all
      .filter((device) => device.kind === 'audioinput' && device.deviceId !== '')
      .map((device, index) => ({ id: device.deviceId, label: device.label || `Microphone ${index + 1}` }));
  }
}

function statusOf(name: string): MicrophoneProblem['status'] {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'failed';
  }
}
