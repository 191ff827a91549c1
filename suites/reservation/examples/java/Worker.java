import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recurrent job with a single effective runner, on etcd, with the JDK alone: {@code java Worker.java}.
 *
 * <p>One key holds the job's record. Every change is a transaction that compares the key's revision, so that whoever changed
 * it in the meantime wins, and the other one learns it. Each reservation counts the fencing token up. No clock is compared
 * with another one: a run whose record stands still for the time to live, on the monotonic clock of whoever looks, is taken
 * away.
 */
public class Worker {
  static final String WORKER = System.getenv("TERCET_WORKER");
  static final String JOB = System.getenv("TERCET_JOB");
  static final String WITNESS = System.getenv("TERCET_WITNESS_URL");
  static final String SECRET = System.getenv("TERCET_WITNESS_SECRET");
  static final String[] STORES = System.getenv("TERCET_DATABASE_URL").split(",");
  static final String KEY = base64(System.getenv("TERCET_DATABASE_SCHEMA") + "/" + JOB);
  static final String[] MILESTONES = System.getenv("TERCET_JOB_MILESTONES").split(",");
  static final Duration EVERY = seconds("EVERY"), TIMEOUT = seconds("TIMEOUT"), HEARTBEAT = seconds("HEARTBEAT");
  static final Duration TIME_TO_LIVE = seconds("TIME_TO_LIVE"), POLL = seconds("POLL");
  static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static void main(String[] arguments) throws Exception {
    var stillness = new Stillness();
    for (var number = 1; ; number++) {
      clean(stillness);
      var run = reserve(stillness, number);
      if (run != null) run.execute();
      Thread.sleep(POLL.toMillis());
    }
  }

  // --- The witness: this is all that a program needs to be verified.

  static HttpResponse<String> tell(String path, Map<String, Object> details) {
    var said = json(Map.of("worker", WORKER, "job", JOB), details);
    var request = HttpRequest.newBuilder(URI.create(WITNESS + path))
        .header("authorization", "Bearer " + SECRET)
        .POST(HttpRequest.BodyPublishers.ofString(said));
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException gone) {
      Runtime.getRuntime().halt(0); // Nobody watches any more.
      throw new AssertionError();
    }
  }

  static void announce(String type, String operation, Map<String, Object> details) {
    var answer = tell("/events", join(Map.of("type", type, "operation", operation), details));
    if (!answer.body().contains("\"continue\":true")) Runtime.getRuntime().halt(0);
  }

  /** Announces the operation before and after; true when it was done. */
  static boolean announced(String operation, Map<String, Object> details, Action action) {
    announce("invoke", operation, details);
    var outcome = "ok";
    try {
      action.run();
    } catch (Lost lost) {
      outcome = "fail";
    } catch (IOException | InterruptedException noAnswer) {
      outcome = "info"; // It may have been done, or may still be.
    }
    announce(outcome, operation, details);
    return outcome.equals("ok");
  }

  interface Action {
    void run() throws Lost, IOException, InterruptedException;
  }

  /** The record was changed by somebody else: the run is not ours any more. */
  @SuppressWarnings("serial")
  static class Lost extends Exception {}

  // --- The store: a record, and the revision of its last change.

  record Job(String state, long slot, long token, long beat, List<String> reached) {
    static Job parse(String text) {
      var parts = text.split(" ", -1);
      var reached = parts[4].isEmpty() ? List.<String>of() : List.of(parts[4].split(","));
      return new Job(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]), reached);
    }

    @Override
    public String toString() {
      return String.join(" ", state, "" + slot, "" + token, "" + beat, String.join(",", reached));
    }

    /** The same, and yet another record: a sign of life. */
    Job beating() {
      return new Job(state, slot, token, beat + 1, reached);
    }

    Job in(String state) {
      return new Job(state, slot, token, beat, reached);
    }

    Job reaching(String milestone) {
      return new Job(state, slot, token, beat, Stream.concat(reached.stream(), Stream.of(milestone)).toList());
    }

    /** As the next run has it: of the same slot, or of the next one. */
    Job reserved() {
      return state.equals("settled")
          ? new Job("running", slot + 1, token + 1, 0, List.of())
          : new Job("running", slot, token + 1, 0, reached);
    }
  }

  record Read(Job job, long revision, Duration still) {}

  /** For how long the record has not changed, as far as this worker has seen. */
  static class Stillness {
    long revision = -1;
    long since;

    Read read() throws IOException, InterruptedException {
      var answer = etcd("range", "{\"key\":\"" + KEY + "\"}");
      var value = find(answer, "\"value\":\"([^\"]*)\"");
      var found = value == null ? 0 : Long.parseLong(find(answer, "\"mod_revision\":\"(\\d+)\""));
      if (found != revision) since = System.nanoTime();
      revision = found;
      var job = value == null ? new Job("settled", 0, 0, 0, List.of()) : Job.parse(text(value));
      return new Read(job, found, Duration.ofNanos(System.nanoTime() - since));
    }
  }

  /** Changes the record if its last change is still the one of this revision; returns the new one. */
  static long write(Job job, long revision) throws Lost, IOException, InterruptedException {
    var answer = etcd("txn", """
        {"compare": [{"key": "%1$s", "target": "MOD", "result": "EQUAL", "mod_revision": "%2$d"}],
         "success": [{"request_put": {"key": "%1$s", "value": "%3$s"}}]}"""
        .formatted(KEY, revision, base64(job.toString())));
    if (!answer.contains("\"succeeded\":true")) throw new Lost();
    return Long.parseLong(find(answer, "\"revision\":\"(\\d+)\""));
  }

  static String etcd(String method, String body) throws IOException, InterruptedException {
    var store = STORES[ThreadLocalRandom.current().nextInt(STORES.length)];
    var request = HttpRequest.newBuilder(URI.create(store + "/v3/kv/" + method))
        .timeout(TIME_TO_LIVE)
        .POST(HttpRequest.BodyPublishers.ofString(body));
    var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IOException("etcd answered " + response.statusCode());
    return response.body();
  }

  // --- The job.

  static void clean(Stillness stillness) {
    announce("invoke", "clean", Map.of());
    try {
      var read = stillness.read();
      var silent = read.job.state.equals("running") && read.still.compareTo(TIME_TO_LIVE) > 0;
      if (silent) write(read.job.in("abandoned"), read.revision);
      announce("ok", "clean", silent ? Map.of("token", read.job.token) : Map.of());
    } catch (Lost lost) {
      announce("fail", "clean", Map.of()); // It gave a sign of life, or somebody else was faster.
    } catch (IOException | InterruptedException noAnswer) {
      announce("info", "clean", Map.of());
    }
  }

  static Run reserve(Stillness stillness, int number) {
    announce("invoke", "reserve", Map.of());
    try {
      var read = stillness.read();
      var job = read.job;
      var early = job.state.equals("settled") && read.still.compareTo(EVERY) < 0;
      if (early || job.state.equals("running")) throw new Lost();
      announce("ok", "look", Map.of());
      var taken = job.reserved();
      var run = new Run(number, taken, write(taken, read.revision));
      announce("ok", "reserve", run.labels);
      return run;
    } catch (Lost lost) {
      announce("fail", "reserve", Map.of());
    } catch (IOException | InterruptedException noAnswer) {
      announce("info", "reserve", Map.of());
    }
    return null;
  }

  /** The right to run the job, until the record is changed by somebody else. */
  static class Run {
    final Map<String, Object> labels;
    private volatile Job job;
    private long revision;

    Run(int number, Job job, long revision) {
      this.job = job;
      this.revision = revision;
      labels = Map.of("run", "" + number, "token", job.token, "slot", "" + job.slot);
    }

    void execute() {
      var end = System.nanoTime() + TIMEOUT.toNanos();
      var heart = Executors.newSingleThreadScheduledExecutor();
      heart.scheduleWithFixedDelay(() -> {
        if (System.nanoTime() < end) announced("heartbeat", labels, () -> change(Job::beating));
      }, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
      try {
        for (var milestone : MILESTONES) {
          var details = join(labels, Map.of("milestone", milestone));
          if (!announced("milestone", details, () -> reach(milestone, details))) return;
        }
        announced("finish", labels, () -> change(job -> job.in("settled")));
      } finally {
        heart.shutdown();
      }
    }

    private void reach(String milestone, Map<String, Object> details) throws Lost, IOException, InterruptedException {
      if (job.reached.contains(milestone)) return; // By a run of this slot that died later.
      change(Job::beating);
      announce("ok", "check", details);
      // We may have been stopped here for minutes. The token lets the resource refuse an owner of the past; the key, the
      // same in each run of the slot, lets it have the effect once.
      var key = Map.<String, Object>of("key", JOB + "/" + job.slot + "/" + milestone);
      if (tell("/effects", join(details, key)).statusCode() != 200) throw new Lost();
      change(job -> job.reaching(milestone));
    }

    /** Changes the record as its owner. */
    private synchronized void change(UnaryOperator<Job> how) throws Lost, IOException, InterruptedException {
      if (!job.state.equals("running")) throw new Lost();
      var changed = how.apply(job);
      revision = write(changed, revision);
      job = changed;
    }
  }

  // --- What a JSON library would do.

  static String json(Map<String, Object> one, Map<String, Object> other) {
    return join(one, other).entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ":"
            + (entry.getValue() instanceof Number number ? number : quoted("" + entry.getValue())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static Map<String, Object> join(Map<String, Object> one, Map<String, Object> other) {
    var joined = new TreeMap<>(one);
    joined.putAll(other);
    return joined;
  }

  static String find(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }

  static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64));
  }

  static Duration seconds(String name) {
    return Duration.ofNanos((long) (1e9 * Double.parseDouble(System.getenv("TERCET_JOB_" + name + "_SECONDS"))));
  }
}
