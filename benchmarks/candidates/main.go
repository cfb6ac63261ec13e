// Candidates who cost next to nothing: LiveKit's own client, with answers that were encoded before.
//
//	candidates FOLDER <rooms
//
// FOLDER holds answers, each a file of Opus packets of 20 ms (a length of two bytes, then the packet), and "silence",
// which is sent between them as an open microphone does. Each line of the input is a server's address and a token. Every
// candidate answers when the agent begins to listen. One line is printed for each who is in, and when the input ends one
// with what each gave and got.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	protologger "github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

const (
	packetTime = 20 * time.Millisecond
	// From the end of the agent's turn to the beginning of the answer, and the longest anyone stays silent.
	thinking = 700 * time.Millisecond
	patience = 12 * time.Second
	// The agent's packets come every 20 ms while it speaks; a gap longer than a pause between sentences is one of these.
	late  = 80 * time.Millisecond
	pause = 150 * time.Millisecond
)

type recording [][]byte

type candidate struct {
	room  *lksdk.Room
	track *lksdk.LocalTrack

	saying    recording
	next      int
	given     int
	listening bool
	since     time.Time

	packets      atomic.Int64
	latePackets  atomic.Int64
	disconnected atomic.Bool
}

func main() {
	log.SetFlags(0)
	lksdk.SetLogger(protologger.GetDiscardLogger())
	answers, silence := load(os.Args[1])
	var all sync.Mutex
	var candidates []*candidate
	stop := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(packetTime)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case now := <-tick.C:
				all.Lock()
				for _, each := range candidates {
					each.step(now, answers, silence[0])
				}
				all.Unlock()
			}
		}
	}()

	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		url, token, _ := strings.Cut(lines.Text(), " ")
		joined, err := join(url, token)
		if err != nil {
			log.Fatalf("a candidate could not join: %v", err)
		}
		all.Lock()
		joined.next = len(candidates)
		candidates = append(candidates, joined)
		all.Unlock()
		fmt.Println("joined")
	}
	close(stop)
	<-stopped
	for _, each := range candidates {
		fmt.Printf("done %d %d %d %t\n", each.given, each.packets.Load(), each.latePackets.Load(), each.disconnected.Load())
		each.room.Disconnect()
	}
}

func join(url, token string) (*candidate, error) {
	c := &candidate{since: time.Now()}
	callback := lksdk.NewRoomCallback()
	callback.OnTrackSubscribed = func(track *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
		go c.hear(track)
	}
	callback.OnDisconnected = func() { c.disconnected.Store(true) }
	room, err := lksdk.ConnectToRoomWithToken(url, token, callback)
	if err != nil {
		return nil, err
	}
	c.room = room
	c.track, err = lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err != nil {
		return nil, err
	}
	_, err = room.LocalParticipant.PublishTrack(c.track, &lksdk.TrackPublicationOptions{Name: "microphone", Source: 2})
	return c, err
}

// Counts what arrives of the agent's voice, and does not decode it.
func (c *candidate) hear(track *webrtc.TrackRemote) {
	buffer := make([]byte, 1500)
	var last time.Time
	for {
		if _, _, err := track.Read(buffer); err != nil {
			return
		}
		now := time.Now()
		if gap := now.Sub(last); gap > late && gap < pause {
			c.latePackets.Add(1)
		}
		last = now
		c.packets.Add(1)
	}
}

// The next 20 ms.
func (c *candidate) step(now time.Time, answers []recording, silence []byte) {
	c.attend(now, answers)
	packet := silence
	if len(c.saying) > 0 {
		packet = c.saying[0]
		c.saying = c.saying[1:]
	}
	// Fails while the track is not negotiated yet; nothing is lost by that.
	_ = c.track.WriteSample(media.Sample{Data: packet, Duration: packetTime}, nil)
}

func (c *candidate) attend(now time.Time, answers []recording) {
	state := ""
	for _, participant := range c.room.GetRemoteParticipants() {
		state = participant.Attributes()["lk.agent.state"]
	}
	listens := state == "listening"
	if listens != c.listening {
		c.listening = listens
		c.since = now
	}
	if len(c.saying) > 0 || !listens {
		return
	}
	if wait := now.Sub(c.since); wait >= thinking && wait < thinking+packetTime*3/2 || wait > patience {
		c.saying = answers[c.next%len(answers)]
		c.next++
		c.given++
		c.since = now
	}
}

func load(folder string) (answers []recording, silence recording) {
	files, err := filepath.Glob(filepath.Join(folder, "*.opus"))
	if err != nil || len(files) == 0 {
		log.Fatalf("no answers in %s", folder)
	}
	for _, file := range files {
		packets := read(file)
		if filepath.Base(file) == "silence.opus" {
			silence = packets
		} else {
			answers = append(answers, packets)
		}
	}
	return answers, silence
}

func read(file string) (packets recording) {
	data, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	for len(data) > 2 {
		length := int(binary.BigEndian.Uint16(data)) + 2
		packets = append(packets, data[2:length])
		data = data[length:]
	}
	return packets
}
