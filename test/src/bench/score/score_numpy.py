"""The arithmetic of BatchScorer in NumPy, for `npm run bench -- score`.

Reads a folder with manifest.json and one raw file a column. Each line of standard input holds a number of rows; the
answer is one line of JSON with seconds, sums and memory. Rows are worked on in chunks that fit the processor's cache, and
sorted by kind within a chunk, so that no row takes part in a step that it does not need.
"""

import json
import resource
import sys
import time

import numpy

WEEKS = 52
LOWEST_STAY = 1e-12
LOSS_CAP = 1e-9


class Bins:
    """A hazard over age that is constant within bins, taken for a chunk of rows."""

    def __init__(self, given):
        self.start = numpy.array(given["fromDay"], float)
        self.days = numpy.array(given["rowDays"], float)
        self.is_logistic = given.get("link") != "log"
        # JSON has no infinity.
        self.shift = numpy.array(
            [-numpy.inf if value is None else value for value in given["shift"]]
        )

    def daily(self, log_odds):
        """Log of the chance of no event on a day: one row a bin, one column a finding."""
        return self.rows(log_odds[None, :] + self.shift[:, None]) / self.days[:, None]

    def rows(self, value):
        """Log of the chance of no event in the days of a row."""
        if not self.is_logistic:
            return -numpy.exp(value)
        with numpy.errstate(over="ignore"):
            chance = 1 / (1 + numpy.exp(-value))
        numpy.minimum(chance, 1 - LOWEST_STAY, out=chance)
        return numpy.log1p(-chance)

    def last_ratio(self, log_odds):
        """The weekly ratio of rows that are past the start of the last bin."""
        return numpy.exp(self.rows(log_odds + self.shift[-1]) * (7 / self.days[-1]))

    def log_survival(self, daily, age):
        """From the first bin's start to the given ages: one row a set of ages."""
        total = numpy.zeros(numpy.broadcast_shapes(age.shape, daily[0].shape))
        for bin, start in enumerate(self.start):
            end = self.start[bin + 1] if bin + 1 < len(self.start) else numpy.inf
            total += numpy.clip(age - start, 0, end - start) * daily[bin]
        return total

    def ratios(self, log_odds, age):
        """One row a week."""
        daily = self.daily(log_odds)
        ages = age[None, :] + 7.0 * numpy.arange(WEEKS + 1)[:, None]
        return numpy.exp(numpy.diff(self.log_survival(daily, ages), axis=0))


def read(folder):
    with open(f"{folder}/manifest.json", encoding="utf-8") as file:
        manifest = json.load(file)
    columns = {
        name: numpy.fromfile(f"{folder}/{name}.bin", dtype=kind)
        for name, kind in manifest["columns"].items()
    }
    return manifest, columns


class Scorer:
    def __init__(self, manifest, columns):
        self.columns = columns
        tables = manifest["tables"]
        self.begin = Bins(tables["exploitBins"])
        self.late = Bins(tables["lateBins"])
        self.announced = Bins(tables["announcedBins"])
        self.sums = {
            name: (
                given["baseline"],
                [(column["name"], numpy.array(column["logOdds"])) for column in given["columns"]],
            )
            for name, given in tables["sums"].items()
        }
        parts = max(len(given) for given in tables["delay"])
        self.weight = numpy.zeros((parts, len(tables["delay"])))
        self.hazard = numpy.zeros((parts, len(tables["delay"])))
        for code, given in enumerate(tables["delay"]):
            for part, component in enumerate(given):
                self.weight[part, code] = component["weight"]
                self.hazard[part, code] = component["weeklyHazard"]
        self.parts = numpy.array([len(given) for given in tables["delay"]])
        self.cvss = numpy.array(tables["cvssImpact"])
        self.criticality = numpy.array(tables["criticality"])
        self.safety = numpy.array(tables["safety"])
        self.maximum = tables["reachMaximum"]
        self.oldest = tables["oldestAgeDays"]
        self.early = tables["earlyDays"]
        self.reversal = (1 - tables["reversalAnnualProbability"]) ** (7 / 365)

    def total(self, name, rows):
        baseline, columns = self.sums[name]
        total = None
        for column, log_odds in columns:
            term = log_odds.take(self.columns[column][rows])
            total = term if total is None else numpy.add(total, term, out=total)
        if total is None:
            return numpy.full(rows.stop - rows.start, baseline, float)
        total += baseline
        return total

    def score(self, rows):
        """Hit, exploited and loss of a slice of rows."""
        columns = self.columns
        log_odds = self.total("exploit", rows)
        reach = 1 / (1 + numpy.exp(-self.total("reach", rows)))
        numpy.minimum(reach, self.maximum, out=reach)
        age = columns["ageDays"][rows].astype(float)
        state = columns["state"][rows]
        delay = columns["delay"][rows]
        disclosure = self.total("disclosure", rows)
        late = self.total("late", rows)
        planned = columns["plannedInDays"][rows]
        hit = numpy.empty(len(age))
        exploited = numpy.empty(len(age))

        # The kind of a row says which steps it needs.
        capped = numpy.minimum(age, self.oldest)
        waits = (state == 2) | (state == 4)
        varies = (state == 1) | (waits & (capped < self.late.start[-1]))
        kind = (
            (age < self.begin.start[-1]).astype(numpy.int8) * 8
            + (self.parts[delay] > 1) * 4
            + numpy.where(state == 0, 0, numpy.where(varies, 2, 1)).astype(numpy.int8)
        )
        order = numpy.argsort(kind, kind="stable")
        sorted_kind = kind[order]
        edges = numpy.flatnonzero(numpy.diff(sorted_kind)) + 1
        for chosen in numpy.split(order, edges):
            which = int(kind[chosen[0]])
            if which & 8:
                begin = 1 - self.begin.ratios(log_odds[chosen], age[chosen])
            else:
                begin = 1 - self.begin.last_ratio(log_odds[chosen])
            missing = None
            ratio = None
            if which & 3:
                missing, ratio = self.fix(
                    state[chosen], capped[chosen], late[chosen], disclosure[chosen], planned[chosen], which & 3
                )
            codes = delay[chosen]
            hit[chosen], exploited[chosen] = self.chain(
                begin, missing, ratio, codes, reach[chosen], int(self.parts[codes[0]])
            )
        cvss = self.cvss[columns["cvssImpact"][rows]]
        device = columns["device"][rows]
        impact = 1 - (1 - cvss * self.criticality[device]) * (1 - cvss * self.safety[device])
        loss = -numpy.log1p(-numpy.minimum(1 - LOSS_CAP, hit * impact))
        return hit, exploited, loss

    def fix(self, state, capped, late, disclosure, planned, form):
        """Chance of no fix before week 1 and the weekly ratios, constant (form 1) or one row a week (form 2)."""
        missing = numpy.ones(len(state))
        unknown = numpy.flatnonzero(state == 4)
        if len(unknown):
            daily = self.late.daily(late[unknown])
            missing[unknown] = numpy.exp(self.late.log_survival(daily, capped[unknown])) / (
                1 + numpy.exp(disclosure[unknown])
            )
        if form == 1:
            ratio = numpy.full(len(state), self.reversal)
            known = numpy.flatnonzero(state != 3)
            ratio[known] = self.late.last_ratio(late[known])
            return missing, ratio
        ratio = numpy.empty((WEEKS, len(state)))
        dated = numpy.flatnonzero(state == 1)
        if len(dated):
            ratio[:, dated] = self.announced.ratios(
                numpy.zeros(len(dated)), self.early - planned[dated].astype(float)
            )
        others = numpy.flatnonzero(state != 1)
        if len(others):
            ratio[:, others] = self.late.ratios(late[others], capped[others])
        return missing, ratio

    def chain(self, begin, missing, ratio, codes, reach, parts):
        size = len(codes)
        quiet = numpy.ones(size)
        active = numpy.zeros(size)
        hit = numpy.zeros(size)
        exploited = numpy.zeros(size)
        missed = 1 - reach
        still_open = numpy.ones(size)
        begins = numpy.empty(size)
        scratch = numpy.empty(size)
        weights = [self.weight[part, codes] for part in range(parts)]
        stays = [1 - self.hazard[part, codes] for part in range(parts)]
        if missing is None:
            # The fix is at hand: all of it waits for its installation.
            waiting = weights
        else:
            waiting = [numpy.zeros(size) for _ in range(parts)]
            before = numpy.ones(size)
            now = missing
        for week in range(WEEKS):
            numpy.multiply(quiet, begin[week] if begin.ndim == 2 else begin, out=begins)
            active += begins
            numpy.multiply(still_open, active, out=scratch)
            hit += scratch
            numpy.multiply(still_open, begins, out=scratch)
            exploited += scratch
            active *= missed
            quiet -= begins
            if week == WEEKS - 1:
                break
            if missing is None:
                if parts == 1:
                    still_open *= stays[0]
                else:
                    still_open.fill(0)
                    for part in range(parts):
                        waiting[part] *= stays[part]
                        still_open += waiting[part]
                continue
            now *= ratio[week] if ratio.ndim == 2 else ratio
            before -= now
            if parts == 1:
                waiting[0] += before
                waiting[0] *= stays[0]
                numpy.add(now, waiting[0], out=still_open)
            else:
                numpy.copyto(still_open, now)
                for part in range(parts):
                    numpy.multiply(before, weights[part], out=scratch)
                    waiting[part] += scratch
                    waiting[part] *= stays[part]
                    still_open += waiting[part]
            numpy.copyto(before, now)
        hit *= reach
        return hit, exploited


def main():
    manifest, columns = read(sys.argv[1])
    chunk = int(sys.argv[2])
    scorer = Scorer(manifest, columns)
    count = len(columns["state"])
    out = [numpy.empty(count) for _ in range(3)]
    print(json.dumps({"numpy": numpy.__version__}), flush=True)
    for line in sys.stdin:
        size = int(line)
        wall = time.perf_counter()
        cpu = time.process_time()
        for start in range(0, size, chunk):
            rows = slice(start, min(size, start + chunk))
            for column, values in zip(out, scorer.score(rows)):
                column[rows] = values
        answer = {
            "seconds": time.perf_counter() - wall,
            "cpuSeconds": time.process_time() - cpu,
            "sums": [float(column[:size].sum()) for column in out],
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        print(json.dumps(answer), flush=True)


main()
