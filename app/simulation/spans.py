"""Stretches of time, in monotonic seconds, and what can be asked of them."""

from collections.abc import Iterable, Sequence

Span = tuple[float, float]
FOREVER = float("inf")


def overlap(a: Span, b: Span) -> float:
    """Seconds two stretches have in common."""
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0]))


def without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of a stretch when others are cut out of it."""
    left = [span]
    for start, end in holes:
        pieces = [piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b))]
        left = [piece for piece in pieces if piece[1] > piece[0]]
    return left


def crowded(spans: Sequence[Span], limit: int) -> list[Span]:
    """The stretches during which more than `limit` of the given ones run at once."""
    edges = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    found: list[Span] = []
    count, since = 0, None
    for at, step in edges:
        count += step
        if count > limit and since is None:
            since = at
        elif count <= limit and since is not None:
            found.append((since, at))
            since = None
    return [span for span in found if span[1] > span[0]]


def common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The stretches that stand in both lists."""
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return [span for span in pairs if span[1] > span[0]]
