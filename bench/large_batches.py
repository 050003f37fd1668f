#!/usr/bin/env python3
"""One key sends large batches of nothing but unknown fields; measures what that costs the server and the calls of another key.

    bench/large_batches.py [PATH OF FraudWeb.dll]

Prints the growth of resident memory, the longest answer, and the latency of single predictions under another key, alone and meanwhile.
Needs nothing but Python.
"""

import http.client
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PORT = 5058
FIRST = "key-of-the-bench-0123456789abcdef"
BATCH = ('{"transactions":[' + ",".join("{" + ",".join(f'"k{i}":1' for i in range(440)) + "}" for _ in range(1000)) + "]}").encode()
ONE = json.dumps({"amount": 250.0, "transaction_hour": 14, "merchant_category": "Electronics", "foreign_transaction": 0,
                  "location_mismatch": 0, "device_trust_score": 75, "velocity_last_24h": 3, "cardholder_age": 35}).encode()


def connect():
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)


def post(connection, path, key, body):
    connection.request("POST", path, body, {"X-API-Key": key, "Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def measure_latencies(key, stop, results):
    connection, found = connect(), []
    while not stop.is_set():
        start = time.perf_counter()
        status, _ = post(connection, "/api/predict", key, ONE)
        assert status == 200, status
        found.append(1000 * (time.perf_counter() - start))
        time.sleep(0.01)
    results.put(found)


def latencies(key, wait):
    """In a process of its own: the threads that send batches would make it wait for Python's lock."""
    stop, results = multiprocessing.Event(), multiprocessing.Queue()
    process = multiprocessing.Process(target=measure_latencies, args=(key, stop, results))
    process.start()
    wait()
    stop.set()
    found = results.get()
    process.join()
    return found


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))


def shown(found):
    return f"median {statistics.median(found):6.1f} ms   p99 {sorted(found)[int(len(found) * 0.99)]:6.1f} ms   of {len(found)}"


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "FraudWeb/bin/Release/net10.0/FraudWeb.dll"
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, FraudWeb__DataDirectory=folder, FraudWeb__Api__InitialKey=FIRST,
                           FraudWeb__Api__RequestsPerMinute="0", FraudWeb__Drain__Seconds="0")
        server = subprocess.Popen(["dotnet", program, "--urls", f"http://127.0.0.1:{PORT}"], env=environment, stdout=subprocess.DEVNULL)
        try:
            while True:
                try:
                    connection = connect()
                    connection.request("GET", "/health")
                    if connection.getresponse().status == 200:
                        break
                except OSError:
                    time.sleep(0.2)
            other = subprocess.run(["dotnet", program, "create-key", "--name", "other", "--scope", "score",
                                    f"--FraudWeb:DataDirectory={folder}"], capture_output=True, text=True, check=True).stdout.strip()
            measure(server.pid, other)
        finally:
            server.terminate()
            server.wait()


def measure(pid, other):
    time.sleep(5)  # The second model of a first start is trained meanwhile.
    latencies(other, lambda: time.sleep(3))  # warm
    alone = latencies(other, lambda: time.sleep(10))
    before, highest, answers = resident(pid), [0], []

    def send():
        # The senders would be on other machines.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        answers.append(post(connect(), "/api/batch_predict", FIRST, BATCH))

    for title, rounds in (("12 at once", 1), ("12 at once, 5 rounds", 5)):
        answers.clear()
        running = [True]

        def watch():
            while running[0]:
                highest[0] = max(highest[0], resident(pid))
                time.sleep(0.02)

        def load():
            for _ in range(rounds):
                threads = [threading.Thread(target=send) for _ in range(12)]
                [thread.start() for thread in threads]
                [thread.join() for thread in threads]
            running[0] = False

        start = time.time()
        watching = threading.Thread(target=watch)
        watching.start()
        meanwhile = latencies(other, load)
        watching.join()
        statuses = {status: sum(1 for one, _ in answers if one == status) for status, _ in answers}
        print(f"{title}: {time.time() - start:.1f} s, statuses {statuses}, longest answer {max(len(body) for _, body in answers):,} bytes, "
              f"memory {before:.0f} MB + {highest[0] - before:.0f} MB")
        print(f"  other key alone      {shown(alone)}\n  other key meanwhile  {shown(meanwhile)}")


if __name__ == "__main__":
    main()
