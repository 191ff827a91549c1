package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/anishathalye/porcupine"
)

// event is what the model needs of a line.
type event struct {
	Type      string `json:"type"`
	Operation string `json:"operation"`
	Worker    string `json:"worker"`
	Job       string `json:"job"`
	Run       string `json:"run"`
	Token     *int64 `json:"token"`
}

// judged are the operations that the model knows.
var judged = map[string]bool{
	"reserve": true, "clean": true, "heartbeat": true, "progress": true, "milestone": true, "check": true, "finish": true,
}

type attempt struct{ worker, job, run, operation string }

// readHistory makes operations of the announcements and answers of a history: those that succeeded, from the place of their
// announcement to that of their answer. One that was refused, or that nobody knows the outcome of, proves nothing; a check is
// begun with its milestone; a cleaning that found no run cleaned none.
func readHistory(file string) ([]porcupine.Operation, int, error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	defer opened.Close()
	lines := bufio.NewScanner(opened)
	lines.Buffer(nil, 1<<20)
	lines.Scan() // The header.
	begun := map[attempt]int64{}
	clients := map[string]int{}
	var history []porcupine.Operation
	events := 0
	for lines.Scan() {
		events++
		var seen event
		if err := json.Unmarshal(lines.Bytes(), &seen); err != nil {
			return nil, 0, err
		}
		if !judged[seen.Operation] {
			continue
		}
		now := int64(events)
		key := attemptOf(seen)
		if seen.Type == "invoke" {
			begun[key] = now
			continue
		}
		since, known := begun[key]
		if !known {
			since = now
		}
		if seen.Operation != "check" {
			delete(begun, key)
		}
		if seen.Type != "ok" || seen.Token == nil {
			continue
		}
		if _, known := clients[seen.Worker]; !known {
			clients[seen.Worker] = len(clients)
		}
		history = append(history, porcupine.Operation{
			ClientId: clients[seen.Worker],
			Input:    operation{name: seen.Operation, job: seen.Job, token: *seen.Token},
			Call:     since,
			Return:   now,
		})
	}
	return history, events, lines.Err()
}

// attemptOf names what an answer belongs to: a worker reserves and cleans before it has a run.
func attemptOf(seen event) attempt {
	name, run := seen.Operation, seen.Run
	if name == "reserve" || name == "clean" {
		run = ""
	}
	if name == "check" {
		name = "milestone"
	}
	return attempt{seen.Worker, seen.Job, run, name}
}
