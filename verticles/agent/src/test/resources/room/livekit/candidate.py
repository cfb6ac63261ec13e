"""A candidate made of LiveKit's own Python client. Prints what it hears, sees and reads as JSON lines; obeys lines on stdin."""
import array
import asyncio
import json
import math
import sys

from livekit import rtc

RATE = 48_000
FRAME = RATE // 100
TONE = 700


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


async def listen(track):
    samples = []
    async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1):
        samples.extend(event.frame.data)
        if len(samples) >= RATE // 5:
            tell("level", rms=round(math.sqrt(sum(s * s for s in samples) / len(samples))))
            samples.clear()


async def read(reader, identity):
    text = ""
    attributes = dict(reader.info.attributes)
    async for chunk in reader:
        text += chunk
    tell("transcription", identity=identity, text=text, attributes=attributes)


async def speak(source):
    at = 0
    while True:
        data = array.array("h", (round(8000 * math.sin(2 * math.pi * TONE * (at + i) / RATE)) for i in range(FRAME)))
        at += FRAME
        await source.capture_frame(rtc.AudioFrame(data.tobytes(), RATE, 1, FRAME))


def watch(room, tasks):
    def spawn(coroutine):
        tasks.append(asyncio.ensure_future(coroutine))

    @room.on("track_subscribed")
    def subscribed(track, publication, participant):
        tell("subscribed", identity=participant.identity, kind=participant.kind)
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            spawn(listen(track))

    @room.on("participant_attributes_changed")
    def attributes(changed, participant):
        tell("attributes", identity=participant.identity, attributes=dict(participant.attributes))

    @room.on("participant_connected")
    def connected(participant):
        tell("attributes", identity=participant.identity, attributes=dict(participant.attributes))

    @room.on("disconnected")
    def disconnected(reason):
        tell("disconnected", reason=rtc.DisconnectReason.Name(reason) if isinstance(reason, int) else str(reason))

    @room.on("reconnected")
    def reconnected():
        tell("reconnected")

    room.register_text_stream_handler("lk.transcription", lambda reader, identity: spawn(read(reader, identity)))


async def obey(room, publication, track):
    loop = asyncio.get_running_loop()
    while True:
        line = (await loop.run_in_executor(None, sys.stdin.readline)).rstrip("\n")
        command, _, rest = line.partition(" ")
        if command == "chat":
            await room.local_participant.send_text(rest, topic="lk.chat")
        elif command == "mute":
            track.mute()
        elif command == "unmute":
            track.unmute()
        elif command in ("leave", ""):
            return


async def main(url, token):
    room = rtc.Room()
    tasks = []
    watch(room, tasks)
    await room.connect(url, token, rtc.RoomOptions(auto_subscribe=True))
    for participant in room.remote_participants.values():
        tell("attributes", identity=participant.identity, attributes=dict(participant.attributes))
    source = rtc.AudioSource(RATE, 1)
    track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
    options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
    publication = await room.local_participant.publish_track(track, options)
    tasks.append(asyncio.ensure_future(speak(source)))
    tell("joined")
    await obey(room, publication, track)
    await room.disconnect()


asyncio.run(main(sys.argv[1], sys.argv[2]))
