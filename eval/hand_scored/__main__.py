"""`python -m eval.hand_scored`: how far the scorer agrees with the grades given by hand, and where not."""

from corpus.terminal import out
from eval.hand_scored import agreement, grade, load_hand_scored
from eval.scoring import judge


def main() -> None:
    """The command."""
    cases = load_hand_scored()
    seen = agreement(cases, [grade(judge(case.question, case.response)) for case in cases])
    out.print(f"{len(cases)} answers scored by hand.")
    for name, figure, kappa in (
        ("Good or not (the headline)", seen.good, seen.kappa_good),
        ("The grade", seen.grades, seen.kappa),
    ):
        interval = f"{figure['low']:.2f}–{figure['high']:.2f}"
        out.print(f"{name}: agreement {figure['value']:.3f} ({interval}), Cohen's kappa {kappa:.3f}")
    for id_, hand, other in seen.disagreements:
        out.print(f"  {id_}: by hand {hand}, scorer {other}")


if __name__ == "__main__":
    main()
