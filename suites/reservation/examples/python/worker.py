#!/usr/bin/env python3
"""A recurrent job with a single effective runner, on etcd, in Python's standard library.

One key holds the job's record. Every change is a transaction that compares the key's revision, so that whoever changed it
in the meantime wins, and the other one learns it. Each reservation counts the fencing token up. No clock is compared with
another one: a run whose record stands still for the time to live, on the monotonic clock of whoever looks, is taken away.
"""
import base64
import http.client
import itertools
import json
import os
import random
import threading
import time
import urllib.error
import urllib.request

WORKER, JOB = os.environ["TERCET_WORKER"], os.environ["TERCET_JOB"]
WITNESS, SECRET = os.environ["TERCET_WITNESS_URL"], os.environ["TERCET_WITNESS_SECRET"]
STORES = os.environ["TERCET_DATABASE_URL"].split(",")
KEY = base64.b64encode(f"{os.environ['TERCET_DATABASE_SCHEMA']}/{JOB}".encode()).decode()
MILESTONES = os.environ["TERCET_JOB_MILESTONES"].split(",")
EVERY, TIMEOUT, HEARTBEAT, TIME_TO_LIVE, POLL = (
    float(os.environ[f"TERCET_JOB_{name}_SECONDS"])
    for name in ("EVERY", "TIMEOUT", "HEARTBEAT", "TIME_TO_LIVE", "POLL")
)


class Lost(Exception):
    """The record was changed by somebody else: the run is not ours any more."""


def post(url, body, timeout=None, **headers):
    headers = {"content-type": "application/json", **headers}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=timeout) as response:
        return json.load(response)


# --- The witness: this is all that a program needs to be verified.


def tell(path, **details):
    try:
        body = {"worker": WORKER, "job": JOB, **details}
        return post(WITNESS + path, body, authorization=f"Bearer {SECRET}")
    except urllib.error.HTTPError as error:
        return json.load(error)
    except OSError:
        os._exit(0)  # Nobody watches any more.


def announce(type, operation, **details):
    if not tell("/events", type=type, operation=operation, **details).get("continue"):
        os._exit(0)


def announced(operation, action, **details):
    """Announces the operation before and after; true when it was done."""
    announce("invoke", operation, **details)
    try:
        action()
        outcome = "ok"
    except Lost:
        outcome = "fail"
    except (OSError, http.client.HTTPException):
        outcome = "info"  # No answer: it may have been done, or may still be.
    announce(outcome, operation, **details)
    return outcome == "ok"


# --- The store: a record, and the revision of its last change.


def etcd(method, body):
    return post(f"{random.choice(STORES)}/v3/kv/{method}", body, timeout=TIME_TO_LIVE)


def read():
    found = etcd("range", {"key": KEY}).get("kvs")
    if not found:
        return {"state": "settled", "slot": 0, "token": 0, "reached": []}, 0
    return json.loads(base64.b64decode(found[0]["value"])), int(found[0]["mod_revision"])


def write(record, revision):
    """Changes the record if its last change is still the one of this revision; returns the new one."""
    answer = etcd("txn", {
        "compare": [{"key": KEY, "target": "MOD", "result": "EQUAL", "mod_revision": str(revision)}],
        "success": [{"request_put": {"key": KEY, "value": base64.b64encode(json.dumps(record).encode()).decode()}}],
    })
    if not answer.get("succeeded"):
        raise Lost
    return int(answer["header"]["revision"])


class Stillness:
    """For how long the record has not changed, as far as this worker has seen."""

    def __init__(self):
        self.revision, self.since = None, 0.0

    def read(self):
        record, revision = read()
        if revision != self.revision:
            self.revision, self.since = revision, time.monotonic()
        return record, revision, time.monotonic() - self.since


# --- The job.


class Run:
    """The right to run the job, until the record is changed by somebody else."""

    def __init__(self, number, record, revision):
        self.record, self.revision = record, revision
        self.labels = {"run": str(number), "token": record["token"], "slot": str(record["slot"])}
        self.lock, self.over = threading.Lock(), threading.Event()

    def change(self, **changes):
        """Changes the record as its owner; without changes, it is a sign of life, and a check."""
        with self.lock:
            if self.record["state"] != "running":
                raise Lost
            record = {**self.record, **changes, "beat": self.record.get("beat", 0) + 1}
            self.revision = write(record, self.revision)
            self.record = record

    def reach(self, milestone):
        if milestone in self.record["reached"]:
            return  # By a run of this slot that died later.
        self.change()
        announce("ok", "check", milestone=milestone, **self.labels)
        # We may have been stopped here for minutes. The token lets the resource refuse an owner of the past; the key,
        # the same in each run of the slot, lets it have the effect once.
        key = f"{JOB}/{self.labels['slot']}/{milestone}"
        if not tell("/effects", milestone=milestone, key=key, **self.labels).get("accepted"):
            raise Lost
        self.change(reached=self.record["reached"] + [milestone])

    def beat(self):
        end = time.monotonic() + TIMEOUT
        while not self.over.wait(HEARTBEAT) and time.monotonic() < end:
            announced("heartbeat", self.change, **self.labels)

    def execute(self):
        threading.Thread(target=self.beat, daemon=True).start()
        try:
            for milestone in MILESTONES:
                if not announced("milestone", lambda: self.reach(milestone), milestone=milestone, **self.labels):
                    return
            announced("finish", lambda: self.change(state="settled"), **self.labels)
        finally:
            self.over.set()


def clean(stillness):
    announce("invoke", "clean")
    try:
        record, revision, still = stillness.read()
        silent = record["state"] == "running" and still > TIME_TO_LIVE
        if silent:
            write({**record, "state": "abandoned"}, revision)
        announce("ok", "clean", **({"token": record["token"]} if silent else {}))
    except Lost:
        announce("fail", "clean")  # It gave a sign of life, or somebody else was faster.
    except (OSError, http.client.HTTPException):
        announce("info", "clean")


def reserve(stillness, number):
    announce("invoke", "reserve")
    try:
        record, revision, still = stillness.read()
        if record["state"] == "running" or record["state"] == "settled" and still < EVERY:
            raise Lost
        announce("ok", "look")
        if record["state"] == "settled":
            record = {**record, "slot": record["slot"] + 1, "reached": []}
        record = {**record, "state": "running", "token": record["token"] + 1, "worker": WORKER}
        run = Run(number, record, write(record, revision))
        announce("ok", "reserve", **run.labels)
        return run
    except Lost:
        announce("fail", "reserve")
    except (OSError, http.client.HTTPException):
        announce("info", "reserve")


stillness = Stillness()
for number in itertools.count(1):
    clean(stillness)
    run = reserve(stillness, number)
    if run:
        run.execute()
    time.sleep(POLL)
