// Runs before the page: a microphone the test speaks into, and a tape of what the page's loudspeaker gets.
(() => {
  const context = new AudioContext({ sampleRate: 48000 });
  const microphone = context.createMediaStreamDestination();
  const tape = [];
  const e2e = (window.e2e = { captures: 0, firstSound: 0, speaking: false, tracks: 0 });

  navigator.mediaDevices.getUserMedia = async () => {
    e2e.captures++;
    if (e2e.refuse) throw new DOMException("refused by the test", "NotAllowedError");
    await context.resume();
    return microphone.stream.clone();
  };

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  // Speaks 16-bit mono PCM; resolves when the last sample was played.
  e2e.speak = async (base64, rate) => {
    await context.resume();
    const pcm = new Int16Array(bytesOf(base64).buffer);
    const buffer = context.createBuffer(1, pcm.length, rate);
    const samples = buffer.getChannelData(0);
    for (let i = 0; i < pcm.length; i++) samples[i] = pcm[i] / 32768;
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(microphone);
    e2e.speaking = true;
    await new Promise((done) => {
      source.onended = done;
      source.start();
    });
    e2e.speaking = false;
    e2e.spokeUntil = performance.now();
    e2e.firstSound = 0;
  };

  // One for all tracks: a page may have several, silent ones among them, and the loudspeaker gets their sum.
  const recorder = context.createScriptProcessor(1024, 1, 1);
  recorder.connect(context.destination);
  recorder.onaudioprocess = (event) => {
    if (!e2e.tracks) return;
    const input = event.inputBuffer.getChannelData(0);
    let energy = 0;
    const pcm = new Int16Array(input.length);
    for (let i = 0; i < input.length; i++) {
      energy += input[i] * input[i];
      pcm[i] = Math.max(-32768, Math.min(32767, Math.round(input[i] * 32767)));
    }
    const level = Math.sqrt(energy / input.length);
    e2e.level = level;
    if (level > 0.01) {
      e2e.lastSound = performance.now();
      if (!e2e.firstSound) e2e.firstSound = performance.now();
    }
    tape.push(pcm);
  };

  const listen = async (stream) => {
    await context.resume();
    context.createMediaStreamSource(stream).connect(recorder);
    e2e.tracks++;
  };

  // What was heard since the tape was taken last, 16-bit mono PCM at 48 kHz, as base64.
  e2e.takeTape = () => {
    let binary = "";
    for (const pcm of tape.splice(0)) {
      const bytes = new Uint8Array(pcm.buffer);
      for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return btoa(binary);
  };

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, args) {
      const connection = new target(...args);
      connection.addEventListener("track", ({ track }) => {
        if (track.kind === "audio") listen(new MediaStream([track]));
      });
      return connection;
    },
  });
})();
