"""
A candidate made of LiveKit's own Python client; knows an address, a token and LiveKit's conventions for agents, nothing
else. Speaks whenever the agent begins to listen, and leaves when the agent has left. Prints what happens as JSON lines.

Arguments: URL, TOKEN, a file for what is heard up to the first question (raw, 16 bit, mono, 48 kHz), then WORD=WAV for each
answer (16 bit, mono, 16 kHz): it is given when the agent has just said the word; the first one also in any other case.
"""
import asyncio
import json
import math
import sys
import wave

from livekit import rtc

HEARD_RATE = 48_000
SPOKEN_RATE = 16_000
FRAME = SPOKEN_RATE // 50


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class Candidate:
    def __init__(self, tape, answers):
        self.room = rtc.Room()
        self.tape = tape
        self.answers = answers
        self.source = rtc.AudioSource(SPOKEN_RATE, 1, queue_size_ms=100)
        self.to_say = []
        self.said = asyncio.Event()
        self.agent = None
        self.state = ""
        self.cues = 0
        self.question = ""
        self.changed = asyncio.Condition()
        self.tasks = []

    def spawn(self, coroutine):
        task = asyncio.ensure_future(coroutine)
        task.add_done_callback(lambda done: done.cancelled() or done.exception() and tell("fault", text=repr(done.exception())))
        self.tasks.append(task)

    def watch(self):
        @self.room.on("track_subscribed")
        def subscribed(track, publication, participant):
            if track.kind == rtc.TrackKind.KIND_AUDIO and participant.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT:
                self.spawn(self.listen(track))

        @self.room.on("participant_connected")
        def connected(participant):
            self.see(participant)

        @self.room.on("participant_attributes_changed")
        def attributes(changed, participant):
            self.see(participant)

        @self.room.on("participant_disconnected")
        def gone(participant):
            if participant.identity == self.agent:
                tell("agent_left")
                self.become("gone")

        @self.room.on("disconnected")
        def disconnected(reason):
            tell("disconnected", reason=str(reason))
            self.become("gone")

        self.room.register_text_stream_handler(
            "lk.transcription", lambda reader, identity: self.spawn(self.read(reader, identity))
        )

    def see(self, participant):
        if participant.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT:
            self.agent = participant.identity
            self.become(participant.attributes.get("lk.agent.state", ""))

    def become(self, state):
        if state == self.state or self.state == "gone":
            return
        self.state = state
        self.cues += state == "listening"
        tell("state", state=state)
        self.spawn(self.notify())

    async def notify(self):
        async with self.changed:
            self.changed.notify_all()

    async def listen(self, track):
        window = []
        async for event in rtc.AudioStream(track, sample_rate=HEARD_RATE, num_channels=1):
            samples = event.frame.data
            if self.cues == 0:
                self.tape.write(bytes(samples))
            window.extend(samples)
            if len(window) >= HEARD_RATE:
                tell("level", rms=round(math.sqrt(sum(s * s for s in window) / len(window))))
                window.clear()

    async def read(self, reader, identity):
        attributes = dict(reader.info.attributes)
        text = ""
        async for chunk in reader:
            text += chunk
            if identity == self.agent:
                self.question = text
        tell("transcription", identity=identity, text=text, attributes=attributes)

    async def breathe(self):
        """A microphone that is open all the time."""
        silence = bytes(2 * FRAME)
        while True:
            frame = self.to_say.pop(0) if self.to_say else silence
            await self.source.capture_frame(rtc.AudioFrame(frame, SPOKEN_RATE, 1, FRAME))
            if not self.to_say:
                self.said.set()

    async def say(self, path):
        with wave.open(path) as file:
            pcm = file.readframes(file.getnframes())
        frames = [pcm[at : at + 2 * FRAME].ljust(2 * FRAME, b"\0") for at in range(0, len(pcm), 2 * FRAME)]
        self.said.clear()
        self.to_say.extend(frames)
        await self.said.wait()

    async def answer(self):
        given = 0
        while True:
            async with self.changed:
                await self.changed.wait_for(lambda: self.state == "gone" or (self.state == "listening" and self.cues > given))
            if self.state == "gone":
                return
            given = self.cues
            word = next((w for w in self.answers if w in self.question.lower()), next(iter(self.answers)))
            tell("answer", word=word)
            await self.say(self.answers[word])

    async def run(self, url, token):
        self.watch()
        await self.room.connect(url, token, rtc.RoomOptions(auto_subscribe=True))
        for participant in self.room.remote_participants.values():
            self.see(participant)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", self.source)
        await self.room.local_participant.publish_track(
            track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        )
        self.spawn(self.breathe())
        tell("joined")
        await self.answer()
        await self.room.disconnect()


async def main(url, token, tape, *answers):
    with open(tape, "wb", buffering=0) as file:
        await Candidate(file, dict(answer.split("=", 1) for answer in answers)).run(url, token)


asyncio.run(main(*sys.argv[1:]))
