// Command porcupine asks Porcupine whether a job history is linearizable, and prints its answer as JSON: porcupine FILE
// TIMEOUT, where FILE is NDJSON as `tercet jobs check` reads it and TIMEOUT a duration of Go.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/anishathalye/porcupine"
)

type answer struct {
	Events       int     `json:"events"`
	Operations   int     `json:"operations"`
	Verdict      string  `json:"verdict"`
	ReadSeconds  float64 `json:"readSeconds"`
	CheckSeconds float64 `json:"checkSeconds"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: porcupine FILE TIMEOUT")
	}
	timeout, err := time.ParseDuration(args[1])
	if err != nil {
		return err
	}
	started := processorSeconds()
	history, events, err := readHistory(args[0])
	if err != nil {
		return err
	}
	read := processorSeconds()
	verdict := porcupine.CheckOperationsTimeout(reservation, history, timeout)
	return json.NewEncoder(os.Stdout).Encode(answer{
		Events:       events,
		Operations:   len(history),
		Verdict:      string(verdict),
		ReadSeconds:  read - started,
		CheckSeconds: processorSeconds() - read,
	})
}

// processorSeconds is what all threads of this process have had of the processor.
func processorSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}
