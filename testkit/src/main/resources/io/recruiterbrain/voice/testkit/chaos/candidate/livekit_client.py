"""
A candidate in a room of a LiveKit server, made of LiveKit's own Python client: an open microphone and ears for the agent. Comes
in anew whenever the connection breaks, until its input ends.

Arguments: URL, TOKEN. Input: the path of a recording to say, line by line (raw, 16 bit, mono, 16 kHz). Output: a line of JSON,
{"heard": CONNECTION}, some ten times a second while the agent's voice sounds. What else happens is told on standard error.
"""
import asyncio
import contextlib
import math
import json
import sys
import time

from livekit import rtc

RATE = 16_000
FRAME = RATE // 50
AUDIBLE = 330  # about -40 dBFS: above what codecs make of silence, below any speech
TELL_EVERY = 0.1
AGAIN_AFTER = 0.5


def note(text):
    print(f"{time.time():.3f} {text}", file=sys.stderr, flush=True)


async def listen(track, connection):
    told = 0
    async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1):
        now = time.monotonic()
        if now - told < TELL_EVERY:
            continue
        samples = event.frame.data
        if math.sqrt(sum(s * s for s in samples) / max(1, len(samples))) > AUDIBLE:
            told = now
            print(json.dumps({"heard": connection}), flush=True)


async def breathe(source, to_say):
    """A microphone is open all the time."""
    while True:
        frame = to_say.pop(0) if to_say else bytes(2 * FRAME)
        await source.capture_frame(rtc.AudioFrame(frame, RATE, 1, FRAME))


async def stay(url, token, to_say):
    """Comes in and stays until the connection breaks."""
    room = rtc.Room()
    broken = asyncio.Event()
    tasks = []

    @room.on("track_subscribed")
    def subscribed(track, publication, participant):
        if track.kind == rtc.TrackKind.KIND_AUDIO and participant.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT:
            connection = f"{participant.sid} {publication.sid}"
            note(f"subscribed to {connection}")
            tasks.append(asyncio.ensure_future(listen(track, connection)))

    for event in ("reconnecting", "disconnected"):
        room.on(event, lambda *_, event=event: (note(event), broken.set()))
    try:
        await room.connect(url, token, rtc.RoomOptions(auto_subscribe=True, connect_timeout=3))
        source = rtc.AudioSource(RATE, 1, queue_size_ms=100)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
        await room.local_participant.publish_track(
            track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        )
        note("in the room")
        tasks.append(asyncio.ensure_future(breathe(source, to_say)))
        await broken.wait()
    finally:
        for task in tasks:
            task.cancel()
        # Its own attempts to come back would put the next participation out.
        with contextlib.suppress(Exception):
            await asyncio.wait_for(room.disconnect(), 3)


async def stay_always(url, token, to_say):
    while True:
        try:
            await stay(url, token, to_say)
        except Exception as fault:
            note(repr(fault))
        to_say.clear()
        await asyncio.sleep(AGAIN_AFTER)


async def obey(to_say):
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        with open(line.decode().strip(), "rb") as file:
            pcm = file.read()
        to_say.extend(pcm[at : at + 2 * FRAME].ljust(2 * FRAME, b"\0") for at in range(0, len(pcm), 2 * FRAME))


async def main(url, token):
    to_say = []
    staying = asyncio.ensure_future(stay_always(url, token, to_say))
    await obey(to_say)
    staying.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await staying


asyncio.run(main(*sys.argv[1:]))
