package main

import "github.com/anishathalye/porcupine"

// operation is what a worker did, with the token of the run that it was done for.
type operation struct {
	name  string
	job   string
	token int64
}

// lock is a job's reservation: the newest token that was given, and whether its run is over.
type lock struct {
	token   int64
	cleaned bool
}

// reservation is the model of a lock with fencing tokens: a reservation has a larger token than those before it, and what
// is done for a run succeeds only while its token is the newest and it was not cleaned. A model of Porcupine knows no time,
// so a lease may end at any moment: that of a worker that gave a sign of life just now as well.
var reservation = porcupine.Model{
	Partition: byJob,
	Init:      func() interface{} { return lock{} },
	Step: func(state, input, _ interface{}) (bool, interface{}) {
		before, done := state.(lock), input.(operation)
		switch done.name {
		case "reserve":
			return done.token > before.token, lock{token: done.token}
		case "clean":
			return true, lock{token: before.token, cleaned: before.cleaned || done.token == before.token}
		default:
			return done.token == before.token && !before.cleaned, before
		}
	},
	Hash: func(state interface{}) uint64 { return uint64(state.(lock).token) },
}

func byJob(history []porcupine.Operation) [][]porcupine.Operation {
	places := map[string]int{}
	var parts [][]porcupine.Operation
	for _, one := range history {
		job := one.Input.(operation).job
		place, known := places[job]
		if !known {
			place = len(parts)
			places[job] = place
			parts = append(parts, nil)
		}
		parts[place] = append(parts[place], one)
	}
	return parts
}
