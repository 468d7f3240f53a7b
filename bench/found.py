"""How well queries are answered, and the fit of the weights: leaving one author out at a time.

    python bench/found.py                   the table, each query judged by weights fitted to the other authors
    python bench/found.py --write           fits to all authors and writes src/gaoan_cli/matching/weights.json
    python bench/found.py --shipped FILE …  judges a set that nothing was fitted to by the shipped weights

Needs numpy and scipy. A query is right when the first answer quotes what the set expects, or when nothing is
answered and nothing is expected.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy.optimize import minimize

from gaoan_cli.answer import found_by, reach
from gaoan_cli.load import load_report
from gaoan_cli.matching import weighing
from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.evidence import FEATURES, Evidence
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import MEASURED
from gaoan_cli.matching.settling import settled
from gaoan_cli.matching.subjects import subjects_of
from gaoan_cli.matching.weighing import TOP, WEIGHTS, standing, weighable
from gaoan_cli.matching.years import is_about, kinds_about
from gaoan_cli.options import Options
from gaoan_cli.report.model import Honour, Paragraph, Project, Record, Section, Term

TESTS = Path(__file__).parents[1] / "tests"
QUERIES = [TESTS / "queries.yaml", TESTS / "strangers.yaml"]
LONGEST_QUOTE = 80  # a figure's quote is a clause, not a paragraph
THRESHOLD = 0.55  # the chance from which a record is an answer: a wrong one is a little worse than none
SUGGESTED = 3
L2 = {"order": 1.0, "verdict": 1.0}
STANDING = ("score", "ahead", "ahead of sixth")
Case = dict[str, Any]
REPORT = load_report()


class Weighed(NamedTuple):
    """A query, how it is settled by a name (or ""), or the features of each candidate and which are right.

    `unfit` tells which candidates are no answers, `asked` which are of a kind that is asked for; `whole` whether the
    candidates alone decide, and `falling` whether passages are looked through if none answers.
    """

    case: Case
    settled: str
    right: list[bool]
    features: Any
    unfit: Sequence[bool] = ()
    asked: Sequence[bool] = ()
    whole: bool = False
    falling: bool = False

    def fit(self) -> Weighed:
        """The same without what is unfit."""
        kept = [at for at, unfit in enumerate(self.unfit) if not unfit]
        right = [self.right[at] for at in kept]
        return self._replace(right=right, features=self.features[kept])


class Judged(NamedTuple):
    """A query, whether it was answered, whether rightly, which of the first records are right, and their scores."""

    case: Case
    answered: bool
    correct: bool
    ranked: tuple[bool, ...]
    scores: tuple[float, ...]


def cases_of(file: Path) -> list[Case]:
    """The labelled queries of tests/queries.yaml, or of a file of JSON lines."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yaml":
        return [case | {"class": name} for name, cases in yaml.safe_load(text).items() for case in cases]
    cases = [json.loads(line) for line in text.splitlines() if line.strip()]
    for case in cases:
        case |= {"expect": case["expect_any"], "value": case.get("expect_value"), "author": file.stem}
    return cases


def is_right(record: Record, case: Case) -> bool:
    """Whether a record says what the case expects."""
    if isinstance(record, Section):
        text = f"{record.heading}\n{record.text[:120]}"
    elif isinstance(record, Term):
        text = f"{record.name}\n{record.definition}"
    else:
        text = getattr(record, "quote", "") or getattr(record, "text", "")
        text = text if record.kind == "paragraph" or len(text) <= LONGEST_QUOTE else ""
    value: float | None = case.get("value")
    if not any(piece in text for piece in case["expect"]):
        return False
    if value is None or isinstance(record, (Honour, Section, Paragraph, Term)):  # whose words alone say it
        return True
    given: float | None = record.investment if isinstance(record, Project) else getattr(record, "value", None)
    return given is not None and abs(given) == abs(value)


def weigh(case: Case) -> Weighed:
    """All candidates of a case, without any weights."""
    query, where = Query(case["query"], REPORT), reach(REPORT, case["command"], None)
    done = settled(REPORT, query, where.kinds)
    if done is not None:
        return Weighed(case, done[0].how if done else "nothing", [is_right(hit.record, case) for hit in done], None)
    found = weighable(
        REPORT,
        query,
        kinds_about(REPORT, query.year, where.kinds),
        lambda record: where.accepts(record) and is_about(REPORT, record, query.year),
        beside=where.beside,
    )
    features = np.array([evidence.features for evidence in found])
    return Weighed(
        case,
        "",
        [is_right(evidence.record, case) for evidence in found],
        features,
        [evidence.unfit for evidence in found],
        [evidence.record.kind in where.kinds for evidence in found],
        bool(found) and (where.kinds == TEXT_KINDS or not subjects_of(query)),
        "paragraph" in where.kinds,
    )


def fit(weighed: Sequence[Weighed]) -> dict[str, Any]:
    """The weights: a conditional logit over each query's candidates for the order, logistic ones for the verdicts."""
    open_ones = [one.fit() for one in weighed if not one.settled and not all(one.unfit)]
    order = _conditional([one for one in open_ones if any(one.right)])
    rows: dict[bool, list[list[float]]] = {True: [], False: []}  # of the firsts, and of those behind them
    right: dict[bool, list[float]] = {True: [], False: []}
    for one in open_ones:
        scores = one.features @ order
        ranked = np.argsort(-scores, kind="stable")
        for place, at in enumerate(ranked[:TOP]):
            rows[place == 0].append([*standing(scores[ranked].tolist(), place).values(), *one.features[at]])
            right[place == 0].append(one.right[at])
    verdict, behind = (_logistic(np.array(rows[first]), np.array(right[first], float)) for first in (True, False))
    names = (*STANDING, *FEATURES, "bias")
    # Laplace's rule: none of few is not never.
    settled_so = {how: [one.right[0] for one in weighed if one.settled == how] for how in MEASURED}
    certain = {MEASURED[how]: round((sum(right) + 1) / (len(right) + 2), 3) for how, right in settled_so.items()}
    return {
        "threshold": THRESHOLD,
        **certain,
        "order": dict(zip(FEATURES, order.round(3).tolist(), strict=True)),
        "verdict": dict(zip(names, verdict.round(3).tolist(), strict=True)),
        "behind": dict(zip(names, behind.round(3).tolist(), strict=True)),
    }


def _conditional(groups: Sequence[Weighed]) -> Any:
    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = L2["order"] * weights @ weights / 2, L2["order"] * weights
        for one in groups:
            scores = one.features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mine = shares * np.array(one.right)
            total -= np.log(mine.sum())
            slope = slope + one.features.T @ (shares - mine / mine.sum())
        return total, slope

    return minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x


def _logistic(rows: Any, right: Any) -> Any:
    rows = np.hstack([rows, np.ones((len(rows), 1))])

    def loss(weights: Any) -> tuple[float, Any]:
        scores, free = rows @ weights, np.append(weights[:-1], 0.0)
        total = np.logaddexp(0, scores).sum() - scores @ right + L2["verdict"] * free @ free / 2
        return total, rows.T @ (1 / (1 + np.exp(-scores)) - right) + L2["verdict"] * free

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x


def judge(job: tuple[Weighed, dict[str, Any]]) -> Judged:
    """What a query is answered with by these weights: by its candidates, or asked again where they do not decide."""
    one, fitted = job
    case = one.case
    weighing.weights = lambda: fitted  # type: ignore[assignment]
    if one.whole:
        pairs = zip(one.features.tolist(), one.unfit, strict=True)
        candidates = [
            Evidence(REPORT.sections[0], at, tuple(features), (), unfit=unfit)
            for at, (features, unfit) in enumerate(pairs)
        ]
        order = [(evidence.position, chance) for evidence, chance in weighing.chances(candidates)]
        answered = order[0][1] >= fitted["threshold"]
        if answered or not one.falling:
            shown = [pair for pair in order if answered and pair[1] >= weighing.WORTH_SHOWING * order[0][1]]
            asked = one.asked[order[0][0]]
            first = [pair for pair in shown if one.asked[pair[0]] == asked and not one.unfit[pair[0]]]
            order = [*first, *(pair for pair in order if pair not in first)][:TOP]
            ranked = tuple(one.right[at] for at, _ in order)
            correct = answered and ranked[0] if case["expect"] else not answered
            return Judged(case, answered, correct, ranked, tuple(100 * chance for _, chance in order))
    query = Query(case["query"], REPORT)
    found = found_by(REPORT, case["command"], query, Options(everything=True), None)
    hits = [hit for _, hit in (*found.pairs, *found.others)[:TOP]]
    ranked = tuple(is_right(hit.record, case) for hit in hits)
    correct = bool(found.pairs and ranked[0]) if case["expect"] else not found.pairs
    return Judged(case, bool(found.pairs), correct, ranked, tuple(hit.score for hit in hits))


def tell(results: Sequence[Judged], misses: bool) -> None:
    """Prints the share of right answers by class, by author and over all, and how much the scores are worth."""
    for label in ("class", "author"):
        groups: dict[str, list[Judged]] = defaultdict(list)
        for one in results:
            groups[one.case[label]].append(one)
        for name, group in sorted(groups.items()):
            wanted = [any(one.ranked) for one in group if one.case["expect"]]
            five = f"{np.mean(wanted):6.1%}" if wanted else ""
            right = np.mean([one.correct for one in group])
            print(f"{label} {name:<18} {len(group):4d}  right {right:6.1%}  in five {five}")
    known = [one for one in results if one.case["expect"]]
    unknown = [one for one in results if not one.case["expect"]]
    silent = [one for one in known if not one.answered]
    print(f"all {len(results)}: right {np.mean([one.correct for one in results]):.1%}")
    print(f"of {len(known)} with an answer: right {np.mean([one.correct for one in known]):.1%}, ", end="")
    print(f"in the first five {np.mean([any(one.ranked) for one in known]):.1%}")
    if unknown:
        print(f"of {len(unknown)} without: answered {np.mean([one.answered for one in unknown]):.1%}")
    if silent:
        near = np.mean([any(one.ranked[:SUGGESTED]) for one in silent])
        print(f"of {len(silent)} wrongly unanswered: suggested {near:.1%}")
    bands: dict[int, list[bool]] = defaultdict(list)
    for one in results:
        for score, correct in zip(one.scores, one.ranked, strict=True):
            bands[min(int(score // 10), 9)].append(correct)
    for band, rows in sorted(bands.items()):
        print(f"score {10 * band:3d} to {10 * band + 10}: {len(rows):5d} hits, right {np.mean(rows):6.1%}")
    for one in results if misses else ():
        if not one.correct:
            case = one.case
            print("MISS", case["author"], case["class"], case["command"], case["query"], case["expect"][:1], sep="\t")


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description="How well queries are answered, and the fit of the weights.")
    parser.add_argument("files", type=Path, nargs="*", default=QUERIES)
    parser.add_argument("--write", action="store_true", help="fit the weights to these queries, and write them")
    parser.add_argument("--shipped", action="store_true", help="judge by the shipped weights")
    parser.add_argument("--misses", action="store_true", help="list the queries that are not answered right")
    arguments = parser.parse_args()
    cases = [case for file in arguments.files for case in cases_of(file)]
    with Pool() as pool:
        if arguments.shipped:
            jobs = [(Weighed(case, "", [], None), weighing.weights()) for case in cases]
            tell(pool.map(judge, jobs, chunksize=20), arguments.misses)
            return
        weighed = pool.map(weigh, cases, chunksize=20)
        if arguments.write:
            Path(WEIGHTS).write_text(json.dumps(fit(weighed), indent=1) + "\n", encoding="utf-8")
            return
        jobs = []
        for author in sorted({case["author"] for case in cases}):
            fitted = fit([one for one in weighed if one.case["author"] != author])
            jobs += [(one, fitted) for one in weighed if one.case["author"] == author]
        tell(pool.map(judge, jobs, chunksize=20), arguments.misses)


if __name__ == "__main__":
    main()
